namespace StackKit.Cli.Api;

/// <summary>What the evidence says, as far as one line shows it.</summary>
internal sealed record EvidenceView
{
    public string? Verdict { get; init; }

    public string? Text { get; init; }

    public double? LogRollback { get; init; }

    public double? LogRollbackThreshold { get; init; }
}
