namespace StackKit.Deploy;

/// <summary>Where undoing stands while a rollout is <see cref="RolloutPhase.RollingBack"/>.</summary>
public enum RollbackPhase
{
    /// <summary>Not rolling back.</summary>
    None,

    /// <summary>The candidate's weight and rules are taken away; waiting for every live router.</summary>
    ShiftingBack,

    /// <summary>Requests that the candidate still serves are finished.</summary>
    DrainingCandidate,

    /// <summary>Instances that were upgraded in place go back to the stable version, newest first.</summary>
    RestoringTargets,

    /// <summary>Candidate instances are stopped.</summary>
    Cleaning,
}
