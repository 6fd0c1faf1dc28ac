namespace StackKit.Deploy.Control;

/// <summary>
/// Elapsed times, accumulated by the leader from its monotonic clock and stored, so that a successor goes on where it stopped.
/// </summary>
internal sealed record RolloutTimers
{
    public static RolloutTimers Zero { get; } = new();

    /// <summary>Gets the time in the current phase.</summary>
    public TimeSpan Phase { get; init; }

    /// <summary>Gets the time the current step has observed: neither converging nor paused.</summary>
    public TimeSpan Step { get; init; }

    /// <summary>Gets the time since an instance moved, an operation ended or routing was written.</summary>
    public TimeSpan Stage { get; init; }

    /// <summary>Gets the time since an instance was last put into a pool: code that has just been started is slow, and that is no fault.</summary>
    public TimeSpan Fresh { get; init; }

    /// <summary>Gets the time without progress that counts towards the deadline.</summary>
    public TimeSpan Idle { get; init; }

    public RolloutTimers Add(RolloutState state, TimeSpan elapsed)
    {
        bool waitsOnPurpose = state.IsPaused || state.Phase is RolloutPhase.Held or RolloutPhase.Baking or RolloutPhase.Pending
            || (state.Phase == RolloutPhase.Progressing && ((state.StepPhase == StepPhase.Observing && state.CurrentStep is not RolloutStep.RunHook) || state.StepPhase == StepPhase.GateWaiting));
        bool observes = state.Phase == RolloutPhase.Progressing && !state.IsPaused && state.StepPhase is StepPhase.Observing or StepPhase.GateWaiting;
        return new RolloutTimers
        {
            Phase = state.IsPaused && state.Phase is not (RolloutPhase.RollingBack or RolloutPhase.Retiring) ? Phase : Phase + elapsed,
            Step = observes ? Step + elapsed : Step,
            Stage = Stage + elapsed,
            Fresh = Fresh + elapsed,
            Idle = waitsOnPurpose ? Idle : Idle + elapsed,
        };
    }

    /// <summary>Sets back what the events of one commit begin anew.</summary>
    public RolloutTimers After(IEnumerable<RolloutEvent> events)
    {
        RolloutTimers timers = this;
        foreach (RolloutEvent next in events)
        {
            timers = next switch
            {
                RolloutEvent.PhaseChanged or RolloutEvent.RollbackChanged => timers with { Phase = default, Stage = default, Idle = default },
                RolloutEvent.StepChanged { StepPhase: StepPhase.Entering } => timers with { Step = default, Stage = default, Idle = default },
                RolloutEvent.InstanceMoved { Stage: InstanceStage.InPool } => timers with { Stage = default, Idle = default, Fresh = default },
                RolloutEvent.StepChanged or RolloutEvent.InstanceMoved or RolloutEvent.OperationFinished or RolloutEvent.RoutingChanged => timers with { Stage = default, Idle = default },
                _ => timers,
            };
        }

        return timers;
    }
}
