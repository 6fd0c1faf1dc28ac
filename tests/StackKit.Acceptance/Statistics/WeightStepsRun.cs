using System.Runtime.InteropServices;
using StackKit.Deploy.Analysis;

namespace StackKit.Acceptance.Statistics;

/// <summary>One rollout over the weights 1, 5, 25 and 50 %, 20,000 requests each, with equal arms: which methods roll back.</summary>
/// <param name="Judge">The judge, with its restart at each step.</param>
/// <param name="Plain">One kernel without restarts.</param>
/// <param name="Pooled">Fisher's test over the counts of all weights together.</param>
/// <param name="Ceiling">A ceiling of 1 % alone.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WeightStepsRun(bool Judge, bool Plain, bool Pooled, bool Ceiling)
{
    private const int RequestsPerStep = 20_000;

    private static ReadOnlySpan<double> Weights => [0.01, 0.05, 0.25, 0.5];

    /// <param name="random">The randomness of this run.</param>
    /// <param name="errorRates">The error rate of both arms at each of the four steps.</param>
    /// <param name="alpha">The error that is allowed.</param>
    public static WeightStepsRun Simulate(SplitMix64 random, ReadOnlySpan<double> errorRates, double alpha)
    {
        AnalysisOptions options = new() { Alpha = alpha, LatencyRollback = false, MinCandidateFailures = 0, MinCandidateRequests = long.MaxValue };
        SequentialAnalysis judge = new(options, Weights.Length);
        SequentialKernel plain = new(KernelGrids.ErrorRollback, 1, 0);
        SequentialKernel ceiling = new(KernelGrids.ErrorRollback, 0, EqualArmsRun.MaxErrorRate);
        double threshold = -Math.Log(alpha);
        bool judged = false;
        bool plainCrossed = false;
        bool pooled = false;
        bool ceilingCrossed = false;
        long[] totals = new long[4];
        for (int step = 0; step < Weights.Length; step++)
        {
            judge.BeginStep(step);
            double weight = Weights[step];
            long candidate = 0;
            long stable = 0;
            long stableErrors = 0;
            for (int i = 0; i < RequestsPerStep; i++)
            {
                bool toCandidate = random.NextDouble() < weight;
                bool error = random.NextDouble() < errorRates[step];
                candidate += toCandidate ? 1 : 0;
                stable += toCandidate ? 0 : 1;
                stableErrors += error && !toCandidate ? 1 : 0;
                bool look = error && toCandidate;
                if (!look && i != RequestsPerStep - 1)
                {
                    continue;
                }

                judge.Observe(new() { Weight = weight, CandidateRequests = candidate, CandidateFailures = look ? 1 : 0, StableRequests = stable, StableFailures = stableErrors });
                plain.Update(weight, candidate, look ? 1 : 0, stableErrors);
                ceiling.Update(weight, candidate, look ? 1 : 0, 0);
                totals[0] += look ? 1 : 0;
                totals[1] += candidate;
                totals[2] += stableErrors;
                totals[3] += stable;
                candidate = stable = stableErrors = 0;
                judged |= judge.Ask(long.MaxValue) == Verdict.Rollback;
                plainCrossed |= plain.LogEvidence >= threshold;
                ceilingCrossed |= ceiling.LogEvidence >= threshold;
                pooled |= FisherTest.PValue(totals[0], totals[1], totals[2], totals[3]) <= alpha;
            }
        }

        return new(judged, plainCrossed, pooled, ceilingCrossed);
    }
}
