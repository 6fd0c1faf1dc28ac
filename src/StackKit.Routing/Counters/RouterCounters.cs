namespace StackKit.Routing;

/// <summary>What a router counted, read at one moment.</summary>
public sealed record RouterCounters
{
    /// <summary>Gets the name of the router.</summary>
    public required string Router { get; init; }

    /// <summary>Gets the id of the router object; random, so counts with another id start from zero.</summary>
    public required string InstanceId { get; init; }

    /// <summary>Gets the counts by version and generation: the current generation and the last 8 before it. What is reported of older ones is in <see cref="Totals"/>.</summary>
    public required IReadOnlyList<ArmCounters> Arms { get; init; }

    /// <summary>Gets the counts by version over all generations. Of versions that left the split the last 64 are kept.</summary>
    public required IReadOnlyList<VersionTotals> Totals { get; init; }
}
