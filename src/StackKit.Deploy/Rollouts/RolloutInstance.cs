namespace StackKit.Deploy;

/// <summary>An instance as a rollout knows it.</summary>
public sealed record RolloutInstance
{
    /// <summary>Gets what the target said about it.</summary>
    public required TargetInstance Target { get; init; }

    /// <summary>Gets whether it receives requests.</summary>
    public required InstanceStage Stage { get; init; }

    /// <summary>Gets a value indicating whether this rollout upgraded it in place, so that undoing means to restore it.</summary>
    public bool Upgraded { get; init; }
}
