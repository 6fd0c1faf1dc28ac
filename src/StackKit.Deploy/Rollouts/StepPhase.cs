namespace StackKit.Deploy;

/// <summary>Where the current step stands while a rollout is <see cref="RolloutPhase.Progressing"/>.</summary>
public enum StepPhase
{
    /// <summary>The step is about to begin.</summary>
    Entering,

    /// <summary>The routing that the step wants is being written.</summary>
    Applying,

    /// <summary>Waiting until every live router has acknowledged the routing; the clock of the step stands still.</summary>
    Converging,

    /// <summary>Time passes, evidence is gathered, or a hook runs.</summary>
    Observing,

    /// <summary>Waiting for a gate to be answered.</summary>
    GateWaiting,

    /// <summary>The step is done.</summary>
    Completing,
}
