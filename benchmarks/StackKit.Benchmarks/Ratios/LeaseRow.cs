using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Peers;
using StackKit.Benchmarks.Routers;
using StackKit.Routing;

namespace StackKit.Benchmarks.Ratios;

/// <summary>Row 12: the less loaded of two endpoints, with the request counted in flight, which YARP's policy leaves to others.</summary>
internal static class LeaseRow
{
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(5);

    public static RatioRow Measure()
    {
        Router router = RouterFixtures.CreateLessBusyPool(10);
        RouterLease lease = new("begin and release", router);
        RouterReport report = new("begin and report", router);
        YarpPick<YarpPolicies.PowerOfTwoChoices> yarp = new(10);

        Progress.Say("row 12: leases");
        Times times = ShortBatches.Measure([lease, report, yarp], s_budget);

        Check check = new(times.Ratio(lease, yarp), 1.3, $" (with outcome and latency counted as well {times.Ratio(report, yarp):0.00})");
        return new RatioRow(12, "weighted power of two choices with begin and release / YARP PowerOfTwoChoices, pick alone", check);
    }
}
