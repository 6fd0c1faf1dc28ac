namespace StackKit.Deploy;

/// <summary>Thrown when something is asked of a rollout that its phase does not allow. Nothing has changed.</summary>
public sealed class RolloutTransitionException : InvalidOperationException
{
    /// <summary>Initializes a new instance of the <see cref="RolloutTransitionException"/> class.</summary>
    /// <param name="phase">The phase the rollout is in.</param>
    /// <param name="trigger">What was asked.</param>
    public RolloutTransitionException(RolloutPhase phase, RolloutTrigger trigger)
        : base($"A rollout that is {phase} does not accept {trigger}.")
    {
        Phase = phase;
        Trigger = trigger;
    }

    /// <summary>Gets the phase the rollout is in.</summary>
    public RolloutPhase Phase { get; }

    /// <summary>Gets what was asked.</summary>
    public RolloutTrigger Trigger { get; }
}
