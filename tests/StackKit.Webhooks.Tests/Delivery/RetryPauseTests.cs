namespace StackKit.Webhooks.Tests.Delivery;

public sealed class RetryPauseTests
{
    [Theory]
    [InlineData(1, 0.667, 1.333)]
    [InlineData(2, 1.333, 2.667)]
    [InlineData(3, 2.667, 5.333)]
    [InlineData(7, 30, 60)]
    [InlineData(1_000_000, 30, 60)]
    public void After_Failures_GrowsToTheBound(int failures, double least, double most)
    {
        TimeSpan Pause(double random) => new RetryPause(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), () => random).After(failures);

        Assert.Equal(least, Pause(0).TotalSeconds, 0.001);
        Assert.Equal(most, Pause(1).TotalSeconds, 0.001);
    }

    [Fact]
    public void After_Often_IsSpread()
    {
        RetryPause pause = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), new Random(7).NextDouble);

        Assert.True(Enumerable.Range(0, 100).Select(_ => pause.After(20)).Distinct().Count() > 90);
    }
}
