namespace StackKit.Deploy;

/// <summary>What was asked for: immutable once created.</summary>
public sealed record Rollout
{
    /// <summary>Gets the identity: unique, and later rollouts sort behind earlier ones.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the service that is released.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the version that serves when the rollout begins; null on the very first one.</summary>
    public string? Stable { get; init; }

    /// <summary>Gets the version that is to be released.</summary>
    public required string Candidate { get; init; }

    /// <summary>Gets what exactly the stable version is; null when nobody said.</summary>
    public VersionArtifact? StableArtifact { get; init; }

    /// <summary>Gets what exactly the candidate is; null when nobody said.</summary>
    public VersionArtifact? CandidateArtifact { get; init; }

    /// <summary>Gets a value indicating whether it goes back to an earlier version: then the steps of the strategy are left out.</summary>
    public bool IsRollback { get; init; }

    /// <summary>Gets what will be done.</summary>
    public required RolloutPlan Plan { get; init; }

    /// <summary>Gets who asked for it.</summary>
    public required string Actor { get; init; }

    /// <summary>Gets why it was asked for; null means nothing was said.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets when it was created, in UTC; for display only.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
