namespace StackKit.Routing;

/// <summary>All requests of one version since the router exists, over all generations. Never goes backwards.</summary>
public sealed record VersionTotals
{
    /// <summary>Gets the version.</summary>
    public required string Version { get; init; }

    /// <summary>Gets all requests reported, whatever their outcome.</summary>
    public required long Requests { get; init; }

    /// <summary>Gets the requests that failed.</summary>
    public required long Failures { get; init; }

    /// <summary>Gets the requests that were neither success nor failure.</summary>
    public required long Neither { get; init; }

    /// <summary>Gets how long all requests took.</summary>
    public required LatencyHistogram Latency { get; init; }
}
