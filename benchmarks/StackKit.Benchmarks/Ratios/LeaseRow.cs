using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Peers;
using StackKit.Benchmarks.Routers;
using StackKit.Routing;

namespace StackKit.Benchmarks.Ratios;

/// <summary>Row 12: the less busy of two endpoints, with the request counted in flight, which YARP's policy leaves to others.</summary>
internal static class LeaseRow
{
    private const string Metric = "weighted power of two choices, begun and reported / YARP PowerOfTwoChoices, pick alone";
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(3);

    public static RatioRow Measure()
    {
        Router? router = RouterFixtures.CreateLessBusyPool(10);
        RouterLease lease = new("begin and report", router ?? RouterFixtures.CreateRandomPool(10));
        YarpPick<YarpPolicies.PowerOfTwoChoices> yarp = new(10);

        Progress.Say("row 12: leases");
        double ratio = ShortBatches.Measure([lease, yarp], s_budget).Ratio(lease, yarp);

        return router is null
            ? new RatioRow(12, Metric) { Absence = $"no such policy yet; a random pool: {ratio:0.00}" }
            : new RatioRow(12, Metric, new Check(ratio, 1.3));
    }
}
