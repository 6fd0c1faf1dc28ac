using FsCheck.Xunit;

namespace StackKit.Routing.Tests.Counters;

public sealed class LatencyBucketsTests
{
    [Fact]
    public void UpperBound_AllBuckets_GrowAndStayWithinASixteenth()
    {
        Assert.Equal(1L << 10, LatencyBuckets.UpperBoundNanoseconds(0));
        for (int i = 1; i < LatencyBuckets.Count - 1; i++)
        {
            long lower = LatencyBuckets.UpperBoundNanoseconds(i - 1);
            long upper = LatencyBuckets.UpperBoundNanoseconds(i);
            Assert.True(upper > lower);
            Assert.True((upper - lower) * 16 <= lower);
        }

        Assert.Equal(1L << 42, LatencyBuckets.UpperBoundNanoseconds(LatencyBuckets.Count - 2));
        Assert.Equal(TimeSpan.MaxValue, LatencyBuckets.UpperBound(LatencyBuckets.Count - 1));
    }

    [Fact]
    public void IndexOf_EveryBound_BeginsTheNextBucket()
    {
        for (int i = 0; i < LatencyBuckets.Count - 1; i++)
        {
            long bound = LatencyBuckets.UpperBoundNanoseconds(i);
            Assert.Equal(i, LatencyBuckets.IndexOfNanoseconds(bound - 1));
            Assert.Equal(i + 1, LatencyBuckets.IndexOfNanoseconds(bound));
        }
    }

    [Property(MaxTest = 1000)]
    public bool IndexOf_AnyDuration_LiesBelowItsBoundAndNotBelowTheOneBefore(long ticks, byte shift)
    {
        TimeSpan latency = TimeSpan.FromTicks((ticks & long.MaxValue) >> (shift % 63));

        int index = LatencyBuckets.IndexOf(latency);

        return (index == LatencyBuckets.Count - 1 || latency < LatencyBuckets.UpperBound(index)) && (index == 0 || latency >= LatencyBuckets.UpperBound(index - 1));
    }

    [Fact]
    public void IndexOf_Extremes_AreTheFirstAndTheLast()
    {
        Assert.Equal(0, LatencyBuckets.IndexOf(TimeSpan.MinValue));
        Assert.Equal(0, LatencyBuckets.IndexOf(TimeSpan.Zero));
        Assert.Equal(LatencyBuckets.Count - 1, LatencyBuckets.IndexOf(TimeSpan.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => LatencyBuckets.UpperBound(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LatencyBuckets.UpperBound(LatencyBuckets.Count));
    }
}
