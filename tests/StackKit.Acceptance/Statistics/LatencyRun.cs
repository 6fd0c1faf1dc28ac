using System.Runtime.InteropServices;
using StackKit.Deploy.Analysis;
using StackKit.Routing;

namespace StackKit.Acceptance.Statistics;

/// <summary>One rollout watched by latency: after how many candidate requests each method is sure.</summary>
/// <param name="Kernels">The kernels on quantile bounds.</param>
/// <param name="Oracle">The likelihood ratio that knows both densities.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LatencyRun(double Kernels, double Oracle)
{
    public static LatencyRun Simulate(SplitMix64 random, double weight, LatencyModel model, int[] buckets, int horizon, bool withOracle)
    {
        double[] bounds = [.. buckets.Select(b => LatencyBuckets.UpperBound(b).TotalMilliseconds)];
        SequentialKernel[] kernels = [.. bounds.Select(_ => new SequentialKernel(KernelGrids.LatencyRollback, 1, 0))];
        long[] stableSlow = new long[bounds.Length];
        double threshold = -Math.Log(LatencyModel.Alpha);
        double kernelsAt = MonteCarlo.Never;
        double oracleAt = withOracle ? MonteCarlo.Never : 0;
        double oracle = 0;
        int candidate = 0;
        while (candidate < horizon && (double.IsPositiveInfinity(kernelsAt) || double.IsPositiveInfinity(oracleAt)))
        {
            bool toCandidate = random.NextDouble() < weight;
            double latency = (toCandidate ? model : LatencyModel.Stable).Draw(ref random);
            candidate += toCandidate ? 1 : 0;
            if (double.IsPositiveInfinity(oracleAt))
            {
                double slower = model.Density(latency);
                double usual = LatencyModel.Stable.Density(latency);
                oracle += Math.Log((toCandidate ? slower : usual) / ((weight * slower) + ((1 - weight) * usual)));
                oracleAt = oracle >= threshold ? candidate : oracleAt;
            }

            int exceeded = 0;
            while (exceeded < bounds.Length && latency > bounds[exceeded])
            {
                exceeded++;
            }

            if (!toCandidate)
            {
                for (int i = 0; i < exceeded; i++)
                {
                    stableSlow[i]++;
                }
            }
            else if (exceeded > 0 && double.IsPositiveInfinity(kernelsAt) && Add(kernels, stableSlow, exceeded, weight) >= threshold)
            {
                kernelsAt = candidate;
            }
        }

        return new(kernelsAt, oracleAt);
    }

    private static double Add(SequentialKernel[] kernels, long[] stableSlow, int exceeded, double weight)
    {
        double sum = double.NegativeInfinity;
        for (int i = 0; i < kernels.Length; i++)
        {
            kernels[i].Update(weight, 0, i < exceeded ? 1 : 0, stableSlow[i]);
            stableSlow[i] = 0;
            sum = LogSpace.Add(sum, kernels[i].LogEvidence);
        }

        return sum - Math.Log(kernels.Length);
    }
}
