namespace StackKit.Routing;

/// <summary>The counts of a version from generations that are no longer kept one by one.</summary>
internal sealed class TotalsAccumulator
{
    public long[] Sum { get; } = new long[CounterStripe.Length];

    /// <summary>Gets or sets when the version was last part of the split, as a number that grows with each split.</summary>
    public long LastUse { get; set; }

    /// <summary>Adds the counts of generations that are still kept.</summary>
    public VersionTotals Read(string version, IEnumerable<ArmState> kept)
    {
        long[] sum = (long[])Sum.Clone();
        foreach (ArmState arm in kept)
        {
            arm.AddTo(sum, take: false);
        }

        LatencyHistogram latency = ArmState.Histogram(sum, CounterStripe.AnalysisBuckets, CounterStripe.AnalysisTicks)
            .Plus(ArmState.Histogram(sum, CounterStripe.OtherBuckets, CounterStripe.OtherTicks));
        return new VersionTotals
        {
            Version = version,
            Requests = latency.Count,
            Failures = sum[CounterStripe.Failures],
            Neither = sum[CounterStripe.Neither],
            Latency = latency,
        };
    }
}
