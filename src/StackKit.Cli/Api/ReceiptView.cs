namespace StackKit.Cli.Api;

/// <summary>What the server answers to a start, a roll-back, an abort and an adoption, in one.</summary>
internal sealed record ReceiptView
{
    public string? Id { get; init; }

    public string? Service { get; init; }

    public string? Candidate { get; init; }

    public string? RolloutId { get; init; }

    public string? Text { get; init; }

    /// <summary>Gets a value indicating whether the leader has taken an abort; null when nothing is said.</summary>
    public bool? Stored { get; init; }

    public IReadOnlyList<string>? Restored { get; init; }

    public IReadOnlyList<string>? Kept { get; init; }
}
