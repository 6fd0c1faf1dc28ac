using System.Collections.Immutable;

namespace StackKit.Deploy;

/// <summary>Adds one event to a state. The only place where a <see cref="RolloutState"/> changes.</summary>
internal static class RolloutReducer
{
    public static RolloutState Fold(IEnumerable<RolloutEvent> events)
    {
        RolloutState? state = null;
        foreach (RolloutEvent next in events)
        {
            state = Apply(state, next);
        }

        return state ?? throw new ArgumentException("A rollout has at least the event of its creation.", nameof(events));
    }

    public static RolloutState Apply(RolloutState? state, RolloutEvent next)
    {
        if (next is RolloutEvent.Created created)
        {
            return new RolloutState
            {
                Rollout = created.Rollout,
                Sequence = created.Sequence,
                Phase = RolloutPhase.Pending,
                Instances = created.Instances,
                FromGeneration = created.Generation,
                Generation = created.Generation,
            };
        }

        if (next is RolloutEvent.Adopted adopted)
        {
            return adopted.State with { Sequence = adopted.Sequence };
        }

        ArgumentNullException.ThrowIfNull(state);
        if (next.Sequence != state.Sequence + 1)
        {
            throw new ArgumentException(FormattableString.Invariant($"Event {next.Sequence} does not follow event {state.Sequence}."), nameof(next));
        }

        return (state with { Sequence = next.Sequence }).With(next);
    }

    private static RolloutState With(this RolloutState state, RolloutEvent next) => next switch
    {
        RolloutEvent.PhaseChanged changed => state.Enter(changed),
        RolloutEvent.StepChanged step => state with { Step = step.Step, StepAttempt = step.Attempt, StepPhase = step.StepPhase, BaselineAccepted = state.BaselineAccepted && step.StepPhase != StepPhase.Entering, Reason = step.Decision ?? state.Reason },
        RolloutEvent.RollbackChanged rollback => state with { RollbackPhase = rollback.RollbackPhase },
        RolloutEvent.RoutingChanged routing => state with { Generation = routing.Generation, CandidateWeight = routing.CandidateWeight, Rules = routing.Rules },
        RolloutEvent.Paused paused => state with
        {
            Pauses = [.. state.Pauses.Where(p => p.Reason != paused.Pause), new RolloutPause(paused.Pause, paused.Time, paused.Actor, paused.Reason)],
            Reason = paused.Decision ?? state.Reason,
        },
        RolloutEvent.Resumed resumed => state with { Pauses = [.. state.Pauses.Where(p => p.Reason != resumed.Pause)], BaselineAccepted = state.BaselineAccepted || resumed.Pause == PauseReason.Inconclusive },
        RolloutEvent.OperationStarted started => state with { Operations = [.. state.Operations.Where(o => o.Key != started.Operation.Key), started.Operation] },
        RolloutEvent.OperationFinished finished => state.Finish(finished),
        RolloutEvent.InstanceMoved moved => state with { Instances = [.. state.Instances.Select(i => i.Target.Id == moved.InstanceId ? i with { Stage = moved.Stage } : i)] },
        RolloutEvent.GateAnswered answered => state with { Gates = state.Gates.Add(answered.Answer) },
        RolloutEvent.Noted => state,
        _ => throw new ArgumentException($"Unknown event {next.GetType().Name}.", nameof(next)),
    };

    private static RolloutState Enter(this RolloutState state, RolloutEvent.PhaseChanged changed)
    {
        bool rollback = changed.To == RolloutPhase.RollingBack;
        return state with
        {
            Phase = changed.To,
            HeldFrom = changed.To == RolloutPhase.Held ? changed.From : null,
            RollbackPhase = rollback ? RollbackPhase.ShiftingBack : state.RollbackPhase,
            RollbackOutcome = rollback ? changed.RollbackOutcome : state.RollbackOutcome,

            // What failed to be undone may be tried again, under the same keys.
            Operations = changed.Trigger == RolloutTrigger.Retry ? state.Operations.RemoveAll(o => o.Status == OperationStatus.Failed && o.Kind is OperationKind.Restore or OperationKind.Sweep) : state.Operations,
            Pauses = rollback || changed.To is RolloutPhase.Held ? [] : state.Pauses,
            Reason = changed.Decision ?? state.Reason,
        };
    }

    private static RolloutState Finish(this RolloutState state, RolloutEvent.OperationFinished finished)
    {
        RolloutOperation operation = state.Operations.First(o => o.Key == finished.Key);
        ImmutableArray<RolloutInstance> instances = state.Instances;
        if (finished.Status == OperationStatus.Succeeded)
        {
            instances = operation.Kind switch
            {
                OperationKind.Prepare when finished.Instance is not null => [.. instances.Where(i => i.Target.Id != finished.Instance.Id), new RolloutInstance { Target = finished.Instance, Stage = InstanceStage.OutOfPool }],
                OperationKind.Upgrade or OperationKind.Restore => [.. instances.Select(i => i.Target.Id == operation.Subject ? i with { Target = finished.Instance ?? i.Target with { Version = operation.Version }, Stage = InstanceStage.OutOfPool, Upgraded = operation.Kind == OperationKind.Upgrade } : i)],
                OperationKind.Retire => [.. instances.Select(i => i.Target.Id == operation.Subject ? i with { Stage = InstanceStage.Retired } : i)],
                OperationKind.Sweep => [.. instances.Select(i => i.Target.Version == operation.Version ? i with { Stage = InstanceStage.Retired } : i)],
                _ => instances,
            };
        }

        RolloutOperation done = operation with { Status = finished.Status, Detail = finished.Detail };
        return state with { Instances = instances, Operations = state.Operations.Replace(operation, done) };
    }
}
