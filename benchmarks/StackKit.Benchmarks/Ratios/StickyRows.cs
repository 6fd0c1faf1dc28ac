using StackKit.Benchmarks.Floors;
using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Peers;
using StackKit.Benchmarks.Routers;
using StackKit.Routing;

namespace StackKit.Benchmarks.Ratios;

/// <summary>Rows 9 and 10: picks by a key of 36 characters.</summary>
internal static class StickyRows
{
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(6);

    public static IEnumerable<RatioRow> Measure()
    {
        RouterPickByKey sticky = new("sticky, 10", RouterFixtures.CreateSplit(SplitMode.Sticky, 10));
        KeyHash floor = new();
        YarpHashCookie cookie = new(10);
        FeatureVariant variant = new();

        Progress.Say("rows 9 and 10: sticky picks");
        Times times = ShortBatches.Measure([sticky, floor, cookie, variant], s_budget);

        yield return new RatioRow(9, "sticky pick, 36 characters / XxHash3 alone", new Check(times.Ratio(sticky, floor), 1.5)) { Ceiling = new Check(times[sticky], 25) };
        yield return new RatioRow(10, "sticky pick / YARP HashCookie lookup, n = 10; / FeatureManagement GetVariantAsync", new Check(times.Ratio(sticky, cookie), 0.2), new Check(times.Ratio(sticky, variant), 0.02));
    }
}
