namespace StackKit.Deploy.Evidence;

/// <summary>All requests of a version since the router instance began.</summary>
internal sealed record VersionReport(string Version, long Requests, long Failures)
{
    /// <summary>Gets the latencies of all requests.</summary>
    public SparseHistogram Latency { get; init; } = SparseHistogram.Empty;
}
