using FsCheck.Xunit;

namespace StackKit.Routing.Tests.Counters;

public sealed class LatencyHistogramTests
{
    [Property(MaxTest = 200)]
    public bool Quantile_AnyDurations_IsAtMostASixteenthTooHigh(ushort[] milliseconds, byte permille)
    {
        double q = permille / 255.0;
        TimeSpan[] sorted = [.. milliseconds.Select(ms => TimeSpan.FromMilliseconds(ms + 1)).Order()];
        LatencyHistogram histogram = Of(sorted);
        if (sorted.Length == 0)
        {
            return histogram.Quantile(q) == TimeSpan.Zero;
        }

        TimeSpan exact = sorted[Math.Clamp((int)Math.Ceiling(q * sorted.Length), 1, sorted.Length) - 1];

        return histogram.Quantile(q) > exact && histogram.Quantile(q) <= exact * 1.0626;
    }

    [Fact]
    public void Minus_EarlierState_IsWhatCameSince()
    {
        LatencyHistogram earlier = Of(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
        LatencyHistogram added = Of(TimeSpan.FromSeconds(1), TimeSpan.FromHours(2));

        LatencyHistogram since = earlier.Plus(added).Minus(earlier);

        Assert.True(added.Counts.SequenceEqual(since.Counts));
        Assert.Equal((added.Count, added.Sum), (since.Count, since.Sum));
        Assert.Throws<ArgumentOutOfRangeException>("counts", () => earlier.Minus(added));
    }

    [Fact]
    public void Constructor_WrongNumberOfCounts_Throws() => Assert.Throws<ArgumentException>("counts", () => new LatencyHistogram(new long[3].AsSpan(), TimeSpan.Zero));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Quantile_OutOfRange_Throws(double q) => Assert.Throws<ArgumentOutOfRangeException>(nameof(q), () => LatencyHistogram.Empty.Quantile(q));

    private static LatencyHistogram Of(params TimeSpan[] latencies)
    {
        long[] counts = new long[LatencyBuckets.Count];
        Array.ForEach(latencies, latency => counts[LatencyBuckets.IndexOf(latency)]++);
        return new LatencyHistogram(counts.AsSpan(), TimeSpan.FromTicks(latencies.Sum(latency => latency.Ticks)));
    }
}
