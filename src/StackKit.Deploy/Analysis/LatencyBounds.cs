using StackKit.Routing;

namespace StackKit.Deploy.Analysis;

/// <summary>Chooses the latencies above which a request counts as slow: bucket edges nearest to quantiles of what stable did before.</summary>
/// <remarks>They must be chosen before the evidence they judge is seen; otherwise the guarantee is lost.</remarks>
internal static class LatencyBounds
{
    /// <summary>The fewest samples that bounds are chosen from.</summary>
    public const int MinSamples = 300;

    /// <summary>The position of the bound near the median in what <see cref="Choose"/> returns.</summary>
    public const int Median = 0;

    /// <summary>The position of the bound near p95 in what <see cref="Choose"/> returns.</summary>
    public const int P95 = 3;

    private static ReadOnlySpan<double> Survivals => [0.5, 0.25, 0.1, 0.05, 0.01, 0.001];

    /// <summary>Returns, for p50, p75, p90, p95, p99 and p99.9, the index of the bucket whose upper bound comes nearest; neighbours may coincide.</summary>
    /// <param name="history">Counts of stable's latencies in the layout of <see cref="LatencyBuckets"/>.</param>
    public static int[] Choose(ReadOnlySpan<long> history)
    {
        double total = 0;
        foreach (long count in history)
        {
            total += count;
        }

        int[] bounds = new int[Survivals.Length];
        for (int i = 0; i < bounds.Length; i++)
        {
            bounds[i] = Nearest(history, total, Survivals[i]);
        }

        return bounds;
    }

    private static int Nearest(ReadOnlySpan<long> history, double total, double survival)
    {
        int nearest = 0;
        double smallest = double.PositiveInfinity;
        double above = total;
        for (int index = 0; index < history.Length - 1; index++)
        {
            above -= history[index];
            double distance = Math.Abs((above / total) - survival);

            // Of two edges equally near, the higher one: when all samples share a bucket, its upper edge tells slow from usual.
            if (distance < smallest || (distance == smallest && history[index] > 0))
            {
                smallest = distance;
                nearest = index;
            }
        }

        return nearest;
    }
}
