namespace StackKit.Cli.Api;

/// <summary>A rollout as the server describes it.</summary>
internal sealed record RolloutView
{
    public string? Id { get; init; }

    public string? Service { get; init; }

    public string? Stable { get; init; }

    public string? Candidate { get; init; }

    public ArtifactView? StableArtifact { get; init; }

    public ArtifactView? CandidateArtifact { get; init; }

    public bool IsRollback { get; init; }

    public string? Strategy { get; init; }

    public string? Phase { get; init; }

    public bool IsTerminal { get; init; }

    /// <summary>Gets the step as people count; null before the first.</summary>
    public int? Step { get; init; }

    public int? Steps { get; init; }

    public string? StepPhase { get; init; }

    public string? StepText { get; init; }

    /// <summary>Gets the candidate's share, 0 to 1.</summary>
    public double CandidateWeight { get; init; }

    public IReadOnlyList<PauseView>? Pauses { get; init; }

    /// <summary>Gets the gate that it waits for; null when it waits for none.</summary>
    public string? Gate { get; init; }

    public ReasonView? Reason { get; init; }

    public string? Actor { get; init; }

    public string? StartReason { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public IReadOnlyList<InstanceView>? Instances { get; init; }

    public string? Store { get; init; }
}
