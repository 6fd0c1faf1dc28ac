namespace StackKit.Deploy;

/// <summary>One of the two versions in a rollout, whatever they are called.</summary>
public enum RolloutSide
{
    /// <summary>The version that served before.</summary>
    Stable,

    /// <summary>The version that is released.</summary>
    Candidate,
}
