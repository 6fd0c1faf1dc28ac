using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Ratios;

/// <summary>Row 14: how many sticky users change their version beyond those who must, in parts of 65,536.</summary>
internal static class MovementRow
{
    private static readonly (double[] Before, double[] After)[] s_two = [([90, 10], [80, 20]), ([99, 1], [50, 50]), ([100, 0], [95, 5]), ([5, 95], [100, 0])];

    private static readonly (double[] Before, double[] After)[] s_more =
    [
        ([90, 5, 5], [80, 15, 5]),
        ([70, 10, 10, 10], [40, 10, 10, 40]),
        ([1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 0, 1, 1, 1, 1, 1, 1]),
        (RouterFixtures.Weights(10), [.. RouterFixtures.Weights(11)[1..]]),
    ];

    public static RatioRow Compute()
    {
        Progress.Say("row 14: sticky movement");
        return new RatioRow(14, "sticky movement beyond total variation, in 1/65,536: two versions; three to ten", new Check(Most(s_two), 2), new Check(Most(s_more), 2));
    }

    private static double Most((double[] Before, double[] After)[] changes) => changes.Max(change => StickyMovement.Excess(change.Before, change.After));
}
