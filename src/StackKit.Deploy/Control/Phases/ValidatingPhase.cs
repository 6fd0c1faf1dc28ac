using System.Globalization;
using StackKit.Deploy.Evidence;

namespace StackKit.Deploy.Control.Phases;

/// <summary>Holds the plan against what is really there. Nothing has been touched yet.</summary>
internal static class ValidatingPhase
{
    public static void Run(Decision decision)
    {
        if (decision.Observation.Routers.IsEmpty)
        {
            return; // nobody to ask yet; the deadline ends it
        }

        string? problem = FindProblem(decision);
        if (problem is null && !HasCapacity(decision, out problem) && problem is null)
        {
            return; // asked, and not answered yet
        }

        if (problem is null)
        {
            decision.Fire(RolloutTrigger.ValidationPassed);
        }
        else
        {
            decision.Fire(RolloutTrigger.ValidationFailed, new RolloutReason { Code = "Validation", Text = problem });
        }
    }

    private static string? FindProblem(Decision decision)
    {
        RolloutPlan plan = decision.Plan;
        Rollout rollout = decision.State.Rollout;
        if (rollout.Stable == rollout.Candidate)
        {
            return $"{rollout.Candidate} is the stable version already; there is nothing to release.";
        }

        TargetShapes shape = plan.Shape == RolloutShape.InPlace ? TargetShapes.InPlace : TargetShapes.Beside;
        if (!decision.Observation.Shapes.HasFlag(shape))
        {
            return $"The target cannot do {plan.Shape}; set Shape to {(shape == TargetShapes.InPlace ? RolloutShape.Beside : RolloutShape.InPlace)} or use another target.";
        }

        if (plan.Shape == RolloutShape.InPlace && rollout.Stable is not null && decision.Stables.Count() <= plan.CandidateInstances)
        {
            return FormattableString.Invariant($"In place, {plan.CandidateInstances} of {decision.Stables.Count()} instances would be taken out at once and nothing would serve; lower CandidateInstances or use the shape Beside.");
        }

        return PlanCapabilities.FindMissing(plan, decision.Observation.Capabilities) ?? FindHookProblem(decision) ?? FindBudgetProblem(decision);
    }

    // Also says in the audit trail what the rollout will cost, before it costs anything.
    private static bool HasCapacity(Decision decision, out string? problem)
    {
        problem = null;
        int more = ExtraInstances(decision.Plan, decision.Stables.Count());
        if (more == 0)
        {
            return true;
        }

        RolloutOperation check = decision.Begin("capacity", OperationKind.CheckCapacity, decision.State.Rollout.Candidate, null, more);
        problem = check.Status == OperationStatus.Failed ? $"There is no room for the candidate. {check.Detail}" : null;
        return check.Status == OperationStatus.Succeeded;
    }

    /// <summary>Gets how many instances run at most beyond those that are there.</summary>
    public static int ExtraInstances(RolloutPlan plan, int stables) =>
        plan.Instances == 0 || plan.Shape == RolloutShape.InPlace ? 0 : stables == 0 ? plan.Instances : stables;

    private static string? FindHookProblem(Decision decision)
    {
        foreach (string hook in decision.Plan.Verify.Concat(decision.Plan.Steps.OfType<RolloutStep.RunHook>().Select(s => s.Name)))
        {
            if (!decision.Observation.Hooks.Contains(hook, StringComparer.OrdinalIgnoreCase))
            {
                return $"There is no hook '{hook}'; register an IRolloutHook with that name.";
            }
        }

        return null;
    }

    // What users will see fail anyway, at the stable version's own rate, must leave room for what the candidate adds.
    private static string? FindBudgetProblem(Decision decision)
    {
        if (decision.Plan.HarmBudget is not long budget)
        {
            return null;
        }

        long requests = 0;
        long failures = 0;
        foreach (RouterReport report in decision.Observation.Routers)
        {
            foreach (VersionReport totals in report.Totals)
            {
                if (totals.Version == decision.State.Rollout.Stable)
                {
                    requests += totals.Requests;
                    failures += totals.Failures;
                }
            }
        }

        long planned = decision.Plan.Steps.OfType<RolloutStep.Analyse>().Sum(a => a.MinCandidateRequests ?? decision.Plan.Analysis.MinCandidateRequests);
        double expected = requests == 0 ? 0 : planned * (failures / (double)requests);
        return expected > budget / 2.0
            ? string.Create(CultureInfo.InvariantCulture, $"HarmBudget ({budget}) is too small: at the {failures / (double)requests:P2} of requests that fail today, {expected:0.#} of the candidate's {planned} planned requests would fail anyway; write at least {Math.Ceiling(expected * 2)}.")
            : null;
    }
}
