using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Ratios;

/// <summary>Row 13: how long an update takes as a caller sees it, validation and publication included.</summary>
internal static class BuildRow
{
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(4);

    public static RatioRow Measure()
    {
        PoolUpdate pool = new(1_000);
        SplitUpdate split = new(RouterFixtures.MaxVersions);

        Progress.Say("row 13: updates");
        Times times = ShortBatches.MeasureSlow([pool, split], s_budget);

        return new RatioRow(13, $"microseconds to set a weighted pool of 1,000; a sticky split of {RouterFixtures.MaxVersions}", new Check(times[pool] / 1_000, 150), new Check(times[split] / 1_000, 1_000));
    }
}
