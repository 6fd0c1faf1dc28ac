using System.Collections.Immutable;

namespace StackKit.Deploy;

/// <summary>The rollout that a hook runs for.</summary>
public sealed record HookContext
{
    /// <summary>Gets the key of this run; the same when it is repeated after a crash.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the rollout.</summary>
    public required Rollout Rollout { get; init; }

    /// <summary>Gets the candidate's instances.</summary>
    public required ImmutableArray<TargetInstance> Candidates { get; init; }
}
