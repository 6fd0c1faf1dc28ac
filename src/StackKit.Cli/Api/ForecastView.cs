namespace StackKit.Cli.Api;

/// <summary>What a release would do and cost.</summary>
internal sealed record ForecastView
{
    public string? Service { get; init; }

    public string? Stable { get; init; }

    public string? Candidate { get; init; }

    public IReadOnlyList<string>? Steps { get; init; }

    public IReadOnlyList<string>? Costs { get; init; }

    /// <summary>Gets what would refuse it; null when nothing is known to.</summary>
    public string? Problem { get; init; }
}
