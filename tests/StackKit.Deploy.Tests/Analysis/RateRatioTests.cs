using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Tests.Analysis;

public sealed class RateRatioTests
{
    [Fact]
    public void Estimate_NothingSeen_HasNoBounds()
    {
        RateRatioInterval interval = new RateRatio().Estimate(0.05)!.Value;

        Assert.Equal((null, null, 0.95), (interval.Low, interval.High, interval.Level));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.0)]
    [InlineData(3.0)]
    public void Estimate_ManyFailuresAtSeveralWeights_BracketsTheRatio(double ratio)
    {
        RateRatio estimate = new();

        // Failures in proportion to weight and rate, whatever the base rate of each period was.
        foreach ((double weight, double baseFailures) in new[] { (0.05, 2000.0), (0.2, 500.0), (0.5, 3000.0) })
        {
            estimate.Add(weight, (long)(baseFailures * weight * ratio), (long)(baseFailures * (1 - weight)));
        }

        RateRatioInterval interval = estimate.Estimate(0.05)!.Value;

        Assert.InRange(interval.Low!.Value, ratio / 1.8, ratio);
        Assert.InRange(interval.High!.Value, ratio, ratio * 1.8);
    }

    [Fact]
    public void Restore_Saved_EstimatesAlike()
    {
        RateRatio estimate = new();
        estimate.Add(0.1, 50, 90);
        estimate.Add(0.2, 70, 90);
        RateRatio restored = new();

        restored.Restore(estimate.Save());

        Assert.Equal(estimate.Estimate(0.01), restored.Estimate(0.01));
    }

    [Fact]
    public void Estimate_MoreWeightsThanAreKept_IsUnknownRatherThanWrong()
    {
        RateRatio estimate = new();
        for (int i = 1; i <= 5000; i++)
        {
            estimate.Add(i / 5001.0, 1, 1);
        }

        Assert.Null(estimate.Estimate(0.05));
    }
}
