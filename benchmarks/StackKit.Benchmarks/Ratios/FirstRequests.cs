using StackKit.Routing;

namespace StackKit.Benchmarks.Ratios;

/// <summary>Counts what a candidate of 10 % gets of the first 100 requests of many fresh routers.</summary>
internal static class FirstRequests
{
    public const int Window = 100;
    public const int Routers = 20_000;

    /// <summary>Gets the count of each router.</summary>
    public static int[] Count(SplitMode mode)
    {
        Split split = new() { Mode = mode, Arms = [new Arm("stable", 90), new Arm("candidate", 10)] };
        int[] counts = new int[Routers];
        for (int i = 0; i < Routers; i++)
        {
            Router router = new("window");
            router.SetSplit(split);
            for (int request = 0; request < Window; request++)
            {
                counts[i] += router.Pick().Version == "candidate" ? 1 : 0;
            }
        }

        return counts;
    }

    /// <summary>Gets the standard deviation.</summary>
    public static double Deviation(int[] counts)
    {
        double mean = counts.Average();
        return Math.Sqrt(counts.Average(count => (count - mean) * (count - mean)));
    }
}
