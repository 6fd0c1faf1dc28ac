using System.Collections.Immutable;
using StackKit.Deploy.Analysis;
using StackKit.Routing;

namespace StackKit.Deploy.Control.Phases;

/// <summary>Carries out the steps of the plan, one after the other.</summary>
internal static class ProgressingPhase
{
    public static void Run(Decision decision)
    {
        RolloutState state = decision.State;
        if (state.Rollout.Stable is null || state.Step >= decision.Plan.Steps.Length)
        {
            decision.Fire(RolloutTrigger.StepsCompleted); // the first version of a service has nothing to be compared with
            return;
        }

        if (state.CurrentStep is not RolloutStep step)
        {
            Enter(decision, 0);
            return;
        }

        switch (state.StepPhase)
        {
            case StepPhase.Entering:
                decision.MoveStep(StepPhase.Applying);
                break;
            case StepPhase.Applying:
                Apply(decision, step);
                break;
            case StepPhase.Converging:
                if (decision.Converged)
                {
                    decision.MoveStep(step is RolloutStep.AwaitGate ? StepPhase.GateWaiting : StepPhase.Observing);
                }

                break;
            case StepPhase.Observing:
                Observe(decision, step);
                break;
            case StepPhase.GateWaiting:
                AwaitGate(decision, (RolloutStep.AwaitGate)step);
                break;
            default:
                Leave(decision);
                break;
        }
    }

    private static void Apply(Decision decision, RolloutStep step)
    {
        if (step is RolloutStep.SetWeight weight)
        {
            decision.Route(weight.Weight);
        }
        else if (step is RolloutStep.SetRule rule)
        {
            ImmutableArray<RouteRule> others = [.. decision.State.Rules.Where(r => r.Name != rule.Rule.Name)];
            decision.Route(decision.State.CandidateWeight, rule.Remove ? others : others.Add(rule.Rule));
        }

        decision.MoveStep(StepPhase.Converging);
    }

    private static void Observe(Decision decision, RolloutStep step)
    {
        switch (step)
        {
            case RolloutStep.Pause pause when decision.Timers.Step < pause.Duration:
                break;
            case RolloutStep.Analyse:
                Judge(decision);
                break;
            case RolloutStep.RunHook hook:
                RunHook(decision, hook);
                break;
            default:
                decision.MoveStep(StepPhase.Completing);
                break;
        }
    }

    private static void Judge(Decision decision)
    {
        if (decision.Observation.Analysis is not AnalysisReport report)
        {
            return;
        }

        RolloutReason reason = new() { Code = report.Code, Text = report.Text, Evidence = report };
        if (report.Verdict == Verdict.Promote)
        {
            decision.MoveStep(StepPhase.Completing, reason);
        }
        else if (report.Verdict == Verdict.Inconclusive && (report.Code != AnalysisCodes.BaselineUnhealthy || !decision.State.BaselineAccepted))
        {
            decision.Fire(RolloutTrigger.Hold, reason);
        }
    }

    private static void RunHook(Decision decision, RolloutStep.RunHook hook)
    {
        string name = FormattableString.Invariant($"step/{decision.State.Step}/{decision.State.StepAttempt}/{hook.Name}");
        RolloutOperation operation = decision.Begin(name, OperationKind.Hook, decision.State.Rollout.Candidate, hook.Name, 0);
        if (operation.Status == OperationStatus.Succeeded)
        {
            decision.MoveStep(StepPhase.Completing);
        }
        else if (operation.Status == OperationStatus.Failed)
        {
            decision.Fire(RolloutTrigger.HookFailed, new RolloutReason { Code = "HookFailed", Text = $"The hook '{hook.Name}' said no: {operation.Detail}" });
        }
    }

    private static void AwaitGate(Decision decision, RolloutStep.AwaitGate gate)
    {
        GateAnswer[] answers = [.. decision.State.Gates.Where(g => g.Step == decision.State.Step)];
        if (Array.Find(answers, a => !a.Approved) is GateAnswer no)
        {
            decision.Fire(RolloutTrigger.GateRejected, new RolloutReason { Code = "GateRejected", Text = $"{no.Actor} rejected the gate '{gate.Name}'{(no.Reason is null ? "" : ": " + no.Reason)}." });
        }
        else if (answers.Length >= gate.Approvals)
        {
            decision.MoveStep(StepPhase.Completing);
        }
        else if (decision.Observation.Gate is { Approved: bool approved } check && (!approved || GateRules.FindObjection(decision.State, gate, check.Actor) is null))
        {
            decision.Emit(new RolloutEvent.GateAnswered { Answer = new GateAnswer(gate.Name, approved, check.Actor, check.Reason, decision.State.Step), Actor = check.Actor, Reason = check.Reason });
        }
        else if (decision.Timers.Step >= gate.Expiry)
        {
            decision.Emit(new RolloutEvent.GateAnswered { Answer = new GateAnswer(gate.Name, false, "stackkit", FormattableString.Invariant($"nobody answered within {gate.Expiry}"), decision.State.Step) });
        }
    }

    private static void Leave(Decision decision)
    {
        if (decision.State.Step + 1 < decision.Plan.Steps.Length)
        {
            Enter(decision, decision.State.Step + 1);
        }
        else
        {
            decision.Fire(RolloutTrigger.StepsCompleted);
        }
    }

    private static void Enter(Decision decision, int step) =>
        decision.Emit(new RolloutEvent.StepChanged { Step = step, Attempt = 0, StepPhase = StepPhase.Entering });
}
