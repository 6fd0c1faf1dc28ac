namespace StackKit.Deploy.Control.Phases;

/// <summary>Undoes a rollout in the order in which nobody loses a request: traffic first, then what was changed.</summary>
internal static class RollingBackPhase
{
    public static void Run(Decision decision)
    {
        switch (decision.State.RollbackPhase)
        {
            case RollbackPhase.ShiftingBack:
                ShiftBack(decision);
                break;
            case RollbackPhase.DrainingCandidate:
                if (IsCandidateDrained(decision))
                {
                    Enter(decision, RollbackPhase.RestoringTargets);
                }

                break;
            case RollbackPhase.RestoringTargets:
                Restore(decision);
                break;
            default:
                Clean(decision);
                break;
        }
    }

    private static void ShiftBack(Decision decision)
    {
        RolloutInstance[] halfway = [.. decision.Stables.Where(i => i.Stage != InstanceStage.InPool && !HasUpgradeBegun(decision, i))];
        double weight = KeepsServing(decision) ? decision.State.CandidateWeight : 0;
        if (halfway.Length > 0 || decision.State.CandidateWeight > weight || !decision.State.Rules.IsEmpty)
        {
            decision.MoveAll(halfway, InstanceStage.InPool);
            decision.Route(weight, []);
        }
        else if (decision.Converged || decision.State.Generation == 0)
        {
            Enter(decision, RollbackPhase.DrainingCandidate);
        }
    }

    // An instance restored in place is taken one at a time while it still serves, if the stable version has nothing else left.
    private static bool IsCandidateDrained(Decision decision) =>
        KeepsServing(decision)
        || decision.Observation.InFlight(decision.State.Rollout.Candidate) == 0
        || decision.Timers.Phase >= decision.Plan.DrainTimeout;

    private static void Restore(Decision decision)
    {
        RolloutInstance? instance = decision.State.Instances.LastOrDefault(i => i.Stage != InstanceStage.Retired && NeedsRestore(decision, i));
        if (decision.Plan.Shape != RolloutShape.InPlace || instance is null || decision.Stables.Any(i => i.Stage == InstanceStage.OutOfPool && !HasUpgradeBegun(decision, i)))
        {
            PutBack(decision);
            return;
        }

        if (!decision.Converged && instance.Stage == InstanceStage.InPool)
        {
            return; // the one before it serves only when every router knows
        }

        if (IsUnderWay(decision, $"upgrade/{instance.Target.Id}"))
        {
            return; // it has been told to stop; what it leaves is restored
        }

        if (instance.Stage == InstanceStage.InPool)
        {
            decision.Move(instance, InstanceStage.Draining);
            decision.Route(decision.State.CandidateWeight);
        }
        else if (instance.Stage == InstanceStage.Draining)
        {
            if (InPlaceUpgrade.IsDrained(decision, instance))
            {
                decision.Move(instance, InstanceStage.OutOfPool);
            }
        }
        else
        {
            RolloutOperation operation = decision.Begin($"restore/{instance.Target.Id}", OperationKind.Restore, decision.State.Rollout.Stable!, instance.Target.Id, 0);
            if (operation.Status == OperationStatus.Failed)
            {
                decision.Fire(RolloutTrigger.RollbackFailed, new RolloutReason { Code = "RollbackFailed", Text = $"Instance {instance.Target.Id} could not be brought back: {operation.Detail}", Evidence = decision.State.Reason?.Evidence });
            }
        }
    }

    private static void PutBack(Decision decision)
    {
        RolloutInstance[] waiting = [.. decision.Stables.Where(i => i.Stage != InstanceStage.InPool && !HasUpgradeBegun(decision, i))];
        if (waiting.Length > 0 || (decision.State.CandidateWeight > 0 && !KeepsServing(decision)))
        {
            decision.MoveAll(waiting, InstanceStage.InPool);
            decision.Route(KeepsServing(decision) ? decision.State.CandidateWeight : 0, []);
        }
        else if (decision.Converged || decision.State.Generation == 0)
        {
            if (!decision.State.Instances.Any(i => NeedsRestore(decision, i)))
            {
                Enter(decision, RollbackPhase.Cleaning);
            }
        }
    }

    private static void Clean(Decision decision)
    {
        if (decision.State.Operations.Any(o => o.Status == OperationStatus.Started && o.Kind is OperationKind.Prepare or OperationKind.Hook))
        {
            return; // they have been told to stop; what they leave behind is swept up after them
        }

        bool beside = decision.Plan.Shape == RolloutShape.Beside || decision.State.Rollout.Stable is null;
        bool prepared = decision.State.Operations.Any(o => o.Kind == OperationKind.Prepare);
        if (beside && prepared)
        {
            if (decision.MoveAll(decision.Candidates.Where(i => i.Stage is InstanceStage.InPool or InstanceStage.Draining), InstanceStage.OutOfPool))
            {
                decision.Route(0, []);
                return;
            }

            if (!decision.Converged && decision.State.Generation > 0)
            {
                return;
            }

            RolloutOperation sweep = decision.Begin("sweep", OperationKind.Sweep, decision.State.Rollout.Candidate, null, 0);
            if (sweep.Status == OperationStatus.Failed)
            {
                decision.Fire(RolloutTrigger.RollbackFailed, new RolloutReason { Code = "RollbackFailed", Text = $"The instances of {decision.State.Rollout.Candidate} could not be stopped: {sweep.Detail}", Evidence = decision.State.Reason?.Evidence });
                return;
            }

            if (sweep.Status == OperationStatus.Started)
            {
                return;
            }
        }

        decision.Fire(RolloutTrigger.RollbackCompleted, decision.State.Reason);
    }

    /// <summary>Says whether the candidate is all there is: then it serves until the first instance is back.</summary>
    private static bool KeepsServing(Decision decision) =>
        decision.Plan.Shape == RolloutShape.InPlace && decision.State.Rollout.Stable is not null
        && decision.State.CandidateWeight > 0
        && !decision.Stables.Any(i => i.Stage == InstanceStage.InPool && i.Target.Ready);

    private static bool NeedsRestore(Decision decision, RolloutInstance instance) =>
        instance.Target.Version == decision.State.Rollout.Candidate ? instance.Upgraded : HasUpgradeBegun(decision, instance) && !HasBeenRestored(decision, instance);

    private static bool HasUpgradeBegun(Decision decision, RolloutInstance instance) =>
        instance.Target.Version == decision.State.Rollout.Stable && decision.Find($"upgrade/{instance.Target.Id}") is not null && !HasBeenRestored(decision, instance);

    private static bool HasBeenRestored(Decision decision, RolloutInstance instance) =>
        decision.Find($"restore/{instance.Target.Id}") is { Status: OperationStatus.Succeeded };

    private static bool IsUnderWay(Decision decision, string name) => decision.Find(name) is { Status: OperationStatus.Started };

    private static void Enter(Decision decision, RollbackPhase phase) => decision.Emit(new RolloutEvent.RollbackChanged { RollbackPhase = phase });
}
