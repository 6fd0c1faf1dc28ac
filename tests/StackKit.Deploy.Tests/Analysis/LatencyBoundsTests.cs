using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Tests.Analysis;

public sealed class LatencyBoundsTests
{
    [Fact]
    public void Choose_ThousandEqualBuckets_TakesTheEdgesAtTheQuantiles()
    {
        long[] history = new long[1002];
        history.AsSpan(0, 1000).Fill(1);

        int[] bounds = LatencyBounds.Choose(history);

        Assert.Equal([499, 749, 899, 949, 989, 998], bounds);
    }

    [Fact]
    public void Choose_AllSamplesInOneBucket_TakesItsUpperEdge()
    {
        long[] history = new long[20];
        history[7] = 1000;

        int[] bounds = LatencyBounds.Choose(history);

        Assert.Equal([7, 7, 7, 7, 7, 7], bounds);
    }

    [Fact]
    public void Choose_AllSamplesInTheLastBucket_TakesAnEdgeBelowIt()
    {
        long[] history = new long[20];
        history[19] = 1000;

        Assert.All(LatencyBounds.Choose(history), bound => Assert.InRange(bound, 0, 18));
    }
}
