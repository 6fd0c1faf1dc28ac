namespace StackKit.Deploy.Evidence;

/// <summary>Cumulative counters of one version in one generation of the routing.</summary>
internal sealed record ArmReport
{
    public required string Version { get; init; }

    public required long Generation { get; init; }

    /// <summary>Gets the share of the arm while the generation was in force.</summary>
    public required double Weight { get; init; }

    public long Requests { get; init; }

    public long Failures { get; init; }

    public long ForcedRequests { get; init; }

    public long ForcedFailures { get; init; }

    public long Keys { get; init; }

    public long RawFailures { get; init; }

    public long TopKeyFailures { get; init; }

    public SparseHistogram Latency { get; init; } = SparseHistogram.Empty;
}
