using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using StackKit.Deploy.Analysis;

namespace StackKit.Acceptance.Statistics;

/// <summary>One rollout of a worse candidate at a constant weight: after how many candidate requests each method rolls back.</summary>
/// <param name="Relative">The kernel against stable, looking after every request.</param>
/// <param name="Batched">The same, looking after every 100 requests of both arms.</param>
/// <param name="Ceiling">The kernel against a ceiling of 1 %.</param>
/// <param name="Oracle">The likelihood ratio of both streams that knows both rates.</param>
/// <param name="Wald">Wald's sequential test of the candidate's stream that knows both rates.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DetectionRun(double Relative, double Batched, double Ceiling, double Oracle, double Wald)
{
    public const double Alpha = 0.05;
    private const int Batch = 100;

    // Several scenarios ask other questions of the same rollouts.
    private static readonly ConcurrentDictionary<(int, int, double, double, int), DetectionRun[]> s_done = new();

    public static DetectionRun[] Run(int runs, int seed, double weight, double candidateRate, int horizon, CancellationToken cancellationToken) =>
        s_done.GetOrAdd(
            (runs, seed, weight, candidateRate, horizon),
            _ => MonteCarlo.Run(runs, seed, random => Simulate(random, weight, candidateRate, horizon), cancellationToken));

    private static DetectionRun Simulate(SplitMix64 random, double weight, double candidateRate, int horizon)
    {
        const double StableRate = EqualArmsRun.ErrorRate;
        double threshold = -Math.Log(Alpha);
        double mean = (weight * candidateRate) + ((1 - weight) * StableRate);
        double oracleCandidateError = Math.Log(candidateRate / mean);
        double oracleCandidateSuccess = Math.Log((1 - candidateRate) / (1 - mean));
        double oracleStableError = Math.Log(StableRate / mean);
        double oracleStableSuccess = Math.Log((1 - StableRate) / (1 - mean));
        double waldError = Math.Log(candidateRate / StableRate);
        double waldSuccess = Math.Log((1 - candidateRate) / (1 - StableRate));

        SequentialKernel relative = new(KernelGrids.ErrorRollback, 1, 0);
        SequentialKernel ceiling = new(KernelGrids.ErrorRollback, 0, EqualArmsRun.MaxErrorRate);
        double relativeAt = MonteCarlo.Never;
        double batchedAt = MonteCarlo.Never;
        double ceilingAt = MonteCarlo.Never;
        double oracleAt = MonteCarlo.Never;
        double waldAt = MonteCarlo.Never;
        double oracle = 0;
        double wald = 0;
        int candidate = 0;
        int sinceCeiling = 0;
        int stableErrors = 0;
        bool errorInBatch = false;
        for (int total = 1; candidate < horizon; total++)
        {
            bool toCandidate = random.NextDouble() < weight;
            if (toCandidate)
            {
                candidate++;
                sinceCeiling++;
                bool error = random.NextDouble() < candidateRate;
                wald += error ? waldError : waldSuccess;
                oracle += error ? oracleCandidateError : oracleCandidateSuccess;
                if (wald >= threshold && waldAt > candidate)
                {
                    waldAt = candidate;
                }

                if (error)
                {
                    relative.Update(weight, 0, 1, stableErrors);
                    stableErrors = 0;
                    ceiling.Update(weight, sinceCeiling, 1, 0);
                    sinceCeiling = 0;
                    errorInBatch = true;
                    relativeAt = relativeAt > candidate && relative.LogEvidence >= threshold ? candidate : relativeAt;
                    ceilingAt = ceilingAt > candidate && ceiling.LogEvidence >= threshold ? candidate : ceilingAt;
                }
            }
            else if (random.NextDouble() < StableRate)
            {
                stableErrors++;
                oracle += oracleStableError;
            }
            else
            {
                oracle += oracleStableSuccess;
            }

            if (oracle >= threshold && oracleAt > candidate)
            {
                oracleAt = candidate;
            }

            if (total % Batch == 0 && errorInBatch)
            {
                errorInBatch = false;
                relative.Update(weight, 0, 0, stableErrors);
                stableErrors = 0;
                batchedAt = batchedAt > candidate && relative.LogEvidence >= threshold ? candidate : batchedAt;
                if (relativeAt <= candidate && batchedAt <= candidate && oracleAt <= candidate && waldAt <= candidate && ceilingAt <= candidate)
                {
                    break;
                }
            }
        }

        return new(relativeAt, batchedAt, ceilingAt, oracleAt, waldAt);
    }
}
