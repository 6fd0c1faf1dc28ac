using StackKit.Benchmarks.Harness;
using StackKit.Routing;

namespace StackKit.Benchmarks.Ratios;

/// <summary>Row 15: how far the candidate's share of the first 100 requests strays from 10 %.</summary>
internal static class WindowRow
{
    public static RatioRow Compute()
    {
        Progress.Say("row 15: first 100 requests");
        double exact = FirstRequests.Deviation(FirstRequests.Count(SplitMode.Exact));
        double random = FirstRequests.Deviation(FirstRequests.Count(SplitMode.Random));
        return new RatioRow(15, $"standard deviation of the candidate's requests, 10 % of the first {FirstRequests.Window}, {FirstRequests.Routers:#,0} routers", new Check(exact, 0.8, $" (random {random:0.00})"));
    }
}
