using System.Globalization;
using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Control;

/// <summary>What ends or stops a rollout by itself. None of it waits for a pause to end.</summary>
internal static class SafetyRules
{
    private const int MissingLimit = 3;

    public static bool BudgetExhausted(Decision decision)
    {
        if (decision.Plan.HarmBudget is not long budget || !RolloutTransitions.Allows(decision.State.Phase, RolloutTrigger.BudgetExhausted))
        {
            return false;
        }

        string candidate = decision.State.Rollout.Candidate;
        long used = decision.Observation.Routers.Sum(r => r.BudgetUsed);
        bool exhausted = used >= budget || decision.Observation.Routers.Any(r => r.BudgetShare > 0 && r.BudgetUsed >= r.BudgetShare);
        if (!exhausted)
        {
            return false;
        }

        decision.Fire(RolloutTrigger.BudgetExhausted, new RolloutReason
        {
            Code = "HarmBudget",
            Text = string.Create(CultureInfo.InvariantCulture, $"{used} of the {budget} user requests that may fail because of {candidate} have failed."),
            Evidence = decision.Observation.Analysis,
        });
        return true;
    }

    public static bool AnalysisFailed(Decision decision)
    {
        if (decision.Observation.Analysis is not { Verdict: Verdict.Rollback } report || !RolloutTransitions.Allows(decision.State.Phase, RolloutTrigger.AnalysisFailed))
        {
            return false;
        }

        decision.Fire(RolloutTrigger.AnalysisFailed, new RolloutReason { Code = report.Code, Text = report.Text, Evidence = report });
        return true;
    }

    public static bool CandidateGone(Decision decision)
    {
        if (decision.Observation.CandidateMissing < MissingLimit
            || decision.State.Phase is not (RolloutPhase.Progressing or RolloutPhase.Held or RolloutPhase.Baking)
            || !decision.Candidates.Any())
        {
            return false;
        }

        decision.Fire(RolloutTrigger.TargetFailed, new RolloutReason
        {
            Code = "CandidateNotReady",
            Text = $"The target listed no ready instance of {decision.State.Rollout.Candidate} {MissingLimit} times in a row.",
        });
        return true;
    }

    public static bool DeadlineExceeded(Decision decision)
    {
        if (decision.Timers.Idle < decision.Plan.ProgressDeadline
            || decision.State.Phase == RolloutPhase.Held
            || !RolloutTransitions.Allows(decision.State.Phase, RolloutTrigger.DeadlineExceeded))
        {
            return false;
        }

        decision.Fire(RolloutTrigger.DeadlineExceeded, new RolloutReason
        {
            Code = "Deadline",
            Text = $"There was no progress for {decision.Plan.ProgressDeadline} while {Doing(decision)}.",
        });
        return true;
    }

    /// <summary>Pauses while the stable version fails as well, or while something that is needed for a verdict does not answer.</summary>
    public static bool Inconclusive(Decision decision)
    {
        RolloutState state = decision.State;
        if (state.Phase is not (RolloutPhase.Progressing or RolloutPhase.Promoting or RolloutPhase.Baking))
        {
            return false;
        }

        bool down = state.Pauses.Any(p => p.Reason == PauseReason.DependencyDown);
        string? missing = AsksOutside(state) ? decision.Observation.DependencyError : null;
        if (missing is string error && !down)
        {
            decision.Emit(new RolloutEvent.Paused { Pause = PauseReason.DependencyDown, Reason = error });
            return true;
        }

        if (missing is null && down)
        {
            decision.Emit(new RolloutEvent.Resumed { Pause = PauseReason.DependencyDown });
            return true;
        }

        if (decision.Observation.Analysis is { Verdict: Verdict.Inconclusive, Code: AnalysisCodes.BaselineUnhealthy } report
            && !state.BaselineAccepted && state.Pauses.All(p => p.Reason != PauseReason.Inconclusive))
        {
            RolloutReason reason = new() { Code = report.Code, Text = report.Text, Evidence = report };
            decision.Emit(new RolloutEvent.Paused { Pause = PauseReason.Inconclusive, Decision = reason, Reason = report.Text });
            return true;
        }

        return false;
    }

    // Whoever moved on past the question does not wait for its answer.
    private static bool AsksOutside(RolloutState state) =>
        state is { Phase: RolloutPhase.Progressing, StepPhase: StepPhase.Observing, CurrentStep: RolloutStep.Analyse };

    private static string Doing(Decision decision) => decision.State switch
    {
        { Phase: RolloutPhase.Progressing } state => FormattableString.Invariant($"step {state.Step + 1} was {state.StepPhase}"),
        { } state => $"the rollout was {state.Phase}",
    };
}
