namespace StackKit.Deploy.Analysis;

/// <summary>What a provider is asked to measure.</summary>
public sealed record MetricQuery
{
    /// <summary>Gets the name of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>Gets the query in the provider's own language; null when the name says it all.</summary>
    public string? Query { get; init; }

    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the version that served before.</summary>
    public required string Stable { get; init; }

    /// <summary>Gets the version that is judged.</summary>
    public required string Candidate { get; init; }

    /// <summary>Gets how far back to look.</summary>
    public required TimeSpan Window { get; init; }
}
