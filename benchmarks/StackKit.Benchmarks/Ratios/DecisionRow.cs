using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Peers;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Ratios;

/// <summary>Row 11: a decision with all that a gray release may ask for, against what FeatureManagement can do of it.</summary>
internal static class DecisionRow
{
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(6);

    public static RatioRow Measure()
    {
        RouterDecide decide = new("1,000 users + 1,000 networks + sticky + 10 endpoints", RuleFixtures.Create(1_000, 1_000, 10));
        FeatureTargeting targeting = new("FeatureManagement Targeting, 1,000 users", FeatureFlags.Targeting(RuleFixtures.Users(1_000)));

        Progress.Say("row 11: full decisions");
        Times times = ShortBatches.Measure([decide, targeting], s_budget);

        return new RatioRow(11, "full decision (1,000 users, 1,000 networks, sticky, pool of 10) / FeatureManagement Targeting with 1,000 users", new Check(times.Ratio(decide, targeting), 0.03)) { Ceiling = new Check(times[decide], 90) };
    }
}
