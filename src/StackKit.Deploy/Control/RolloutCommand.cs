namespace StackKit.Deploy.Control;

/// <summary>What a person or a program asked for; waits in the store until the leader takes it.</summary>
internal sealed record RolloutCommand
{
    /// <summary>Gets the identity; commands are taken in its order where no priority says otherwise.</summary>
    public required string Id { get; init; }

    public required RolloutCommandKind Kind { get; init; }

    public required string Actor { get; init; }

    public string? Reason { get; init; }

    /// <summary>Gets the version to release; set when starting, and when going back to a certain one.</summary>
    public string? Version { get; init; }

    /// <summary>Gets what the version is; null when nobody said.</summary>
    public VersionArtifact? Artifact { get; init; }

    /// <summary>Gets the gate; set when answering one.</summary>
    public string? Gate { get; init; }
}
