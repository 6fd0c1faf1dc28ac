using StackKit.Deploy.Analysis;
using StackKit.Routing;

namespace StackKit.Acceptance.Statistics;

/// <summary>Lognormal latencies with a median of 50 ms and σ 0.6; a candidate may be slower by a factor, or add a delay to some of its requests.</summary>
/// <param name="Scale">The factor.</param>
/// <param name="TailShare">The share of requests that are delayed.</param>
/// <param name="TailMilliseconds">By how much they are delayed.</param>
internal sealed record LatencyModel(double Scale, double TailShare, double TailMilliseconds)
{
    public const double Alpha = 0.05;
    private const double MedianMilliseconds = 50;
    private const double Spread = 0.6;

    public static LatencyModel Stable { get; } = new(1, 0, 0);

    public double Draw(ref SplitMix64 random)
    {
        double latency = MedianMilliseconds * Scale * Math.Exp(Spread * random.NextNormal());
        return TailShare > 0 && random.NextDouble() < TailShare ? latency + TailMilliseconds : latency;
    }

    public double Density(double latency) =>
        TailShare == 0 ? LogNormal(latency) : ((1 - TailShare) * LogNormal(latency)) + (TailShare * LogNormal(latency - TailMilliseconds));

    /// <summary>Chooses the bounds as the judge does, from a history of stable.</summary>
    public static int[] ChooseBounds(int seed)
    {
        SplitMix64 random = SplitMix64.ForRun(seed, -1);
        long[] history = new long[LatencyBuckets.Count];
        for (int i = 0; i < 100_000; i++)
        {
            history[LatencyBuckets.IndexOf(TimeSpan.FromMilliseconds(Stable.Draw(ref random)))]++;
        }

        return [.. LatencyBounds.Choose(history).Distinct().Order()];
    }

    private double LogNormal(double x)
    {
        if (x <= 0)
        {
            return 0;
        }

        double z = Math.Log(x / (MedianMilliseconds * Scale)) / Spread;
        return Math.Exp(-0.5 * z * z) / (x * Spread * Math.Sqrt(2 * Math.PI));
    }
}
