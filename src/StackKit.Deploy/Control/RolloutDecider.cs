using StackKit.Deploy.Control.Phases;

namespace StackKit.Deploy.Control;

/// <summary>
/// Decides what follows from a state and an observation. A pure function, called again until it has nothing more to say:
/// a leader that takes over in the middle comes to the same decisions.
/// </summary>
internal static class RolloutDecider
{
    public static Decision Decide(RolloutState state, RolloutObservation observation, DateTimeOffset now)
    {
        Decision decision = new(state, observation, now);
        RecordOutcomes(decision);

        // In the order of priority: a lower one waits until a higher one has been stored and looked at again.
        if (CommandRules.Abort(decision)
            || SafetyRules.BudgetExhausted(decision)
            || SafetyRules.AnalysisFailed(decision)
            || SafetyRules.CandidateGone(decision)
            || SafetyRules.DeadlineExceeded(decision)
            || CommandRules.Join(decision)
            || CommandRules.NewRevision(decision)
            || CommandRules.Pause(decision)
            || SafetyRules.Inconclusive(decision)
            || CommandRules.MoveOn(decision)
            || decision.State.IsTerminal)
        {
            return decision;
        }

        if (!decision.State.IsPaused || decision.State.Phase is RolloutPhase.RollingBack or RolloutPhase.Retiring)
        {
            RunPhase(decision);
        }

        return decision;
    }

    private static void RecordOutcomes(Decision decision)
    {
        foreach (OperationOutcome outcome in decision.Observation.Outcomes)
        {
            if (decision.State.Operations.Any(o => o.Key == outcome.Key && o.Status == OperationStatus.Started))
            {
                decision.Emit(new RolloutEvent.OperationFinished { Key = outcome.Key, Status = outcome.Status, Instance = outcome.Instance, Detail = outcome.Detail });
            }
        }
    }

    private static void RunPhase(Decision decision)
    {
        switch (decision.State.Phase)
        {
            case RolloutPhase.Pending:
                decision.Fire(RolloutTrigger.Start);
                break;
            case RolloutPhase.Validating:
                ValidatingPhase.Run(decision);
                break;
            case RolloutPhase.Preparing:
                PreparingPhase.Run(decision);
                break;
            case RolloutPhase.Verifying:
                VerifyingPhase.Run(decision);
                break;
            case RolloutPhase.Progressing:
                ProgressingPhase.Run(decision);
                break;
            case RolloutPhase.Promoting:
                PromotingPhase.Run(decision);
                break;
            case RolloutPhase.Baking:
                if (decision.Timers.Phase >= decision.Plan.BakeTime || decision.State.Rollout.Stable is null)
                {
                    decision.Fire(RolloutTrigger.BakePassed);
                }

                break;
            case RolloutPhase.Draining:
                DrainingPhase.Run(decision);
                break;
            case RolloutPhase.Retiring:
                RetiringPhase.Run(decision);
                break;
            case RolloutPhase.RollingBack:
                RollingBackPhase.Run(decision);
                break;
            default:
                break;
        }
    }
}
