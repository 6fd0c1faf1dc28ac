using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Naive;
using StackKit.Benchmarks.Peers;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Plots;

/// <summary>Times a pick among 2 to 10,000 destinations, ours and everyone else's, all of one size together.</summary>
internal sealed class PickSweep
{
    public static readonly int[] Sizes = [2, 10, 100, 1_000, 10_000];

    public static readonly Series[] All =
    [
        new("StackKit, weighted random", n => new RouterPick("StackKit", RouterFixtures.CreateRandomPool(n))) { IsOurs = true },
        new("ServiceDiscovery round robin", n => new ServiceDiscoveryRoundRobin(n)),
        new("YARP RoundRobin", n => new YarpPick<YarpPolicies.RoundRobin>(n)),
        new("YARP PowerOfTwoChoices", n => new YarpPick<YarpPolicies.PowerOfTwoChoices>(n)),
        new("YARP Random", n => new YarpPick<YarpPolicies.Random>(n)),
        new("YARP LeastRequests", n => new YarpPick<YarpPolicies.LeastRequests>(n)),
        new("grpc-dotnet round robin", n => new GrpcRoundRobin(n)),
        new("weighted linear scan", n => new LinearScan(n)),
        new("weighted binary search", n => new BinarySearch(n)),
    ];

    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(6);
    private readonly double[,] _nanoseconds = new double[All.Length, Sizes.Length];
    private readonly double[] _bytes = new double[All.Length];

    public double Nanoseconds(int series, int size) => _nanoseconds[series, size];

    public static PickSweep Measure()
    {
        PickSweep sweep = new();
        for (int size = 0; size < Sizes.Length; size++)
        {
            Progress.Say($"picks among {Sizes[size]}");
            Candidate[] candidates = [.. All.Select(series => series.Create(Sizes[size]))];
            Times times = ShortBatches.Measure(candidates, s_budget);
            for (int i = 0; i < candidates.Length; i++)
            {
                sweep._nanoseconds[i, size] = times[candidates[i]];
                sweep._bytes[i] = Allocation.BytesOf(candidates[i], candidates[i].MinOperations) / (double)candidates[i].MinOperations;
            }
        }

        return sweep;
    }

    public void Print(TextWriter output)
    {
        MarkdownTable table = new(["ns per pick, 1 thread", .. Sizes.Select(size => $"{size:#,0}"), "bytes"]);
        for (int i = 0; i < All.Length; i++)
        {
            table.Add([All[i].Name, .. Sizes.Select((_, size) => _nanoseconds[i, size].ToString(_nanoseconds[i, size] < 100 ? "0.0" : "#,0")), $"{_bytes[i]:0}"]);
        }

        table.Print(output);
    }
}
