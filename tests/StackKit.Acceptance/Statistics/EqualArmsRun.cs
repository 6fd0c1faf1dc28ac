using System.Runtime.InteropServices;
using StackKit.Deploy.Analysis;

namespace StackKit.Acceptance.Statistics;

/// <summary>One rollout at a constant weight: the largest evidence each method ever had, looking after every request.</summary>
/// <param name="Relative">Largest log evidence against "no worse than stable".</param>
/// <param name="Ceiling">Largest log evidence against "at most 1 % errors".</param>
/// <param name="Average">Largest log of the average of both.</param>
/// <param name="FisherP">Smallest p-value of Fisher's test, repeated.</param>
/// <param name="FailedChecks">Checks of 100 candidate requests with more than 1 % errors.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EqualArmsRun(double Relative, double Ceiling, double Average, double FisherP, int FailedChecks)
{
    public const double ErrorRate = 0.005;
    public const double MaxErrorRate = 0.01;
    private const int CheckSize = 100;

    public static EqualArmsRun Simulate(SplitMix64 random, double weight, int horizon, bool controls)
    {
        SequentialKernel relative = new(KernelGrids.ErrorRollback, 1, 0);
        SequentialKernel ceiling = new(KernelGrids.ErrorRollback, 0, MaxErrorRate);
        double maxRelative = 0;
        double maxCeiling = 0;
        double maxAverage = 0;
        double fisher = 1;
        long candidate = 0;
        long stable = 0;
        long candidateErrors = 0;
        long stableErrors = 0;
        long errorsInCheck = 0;
        int failedChecks = 0;
        long lastCandidate = 0;
        long lastStableErrors = 0;
        while (candidate < horizon)
        {
            bool toCandidate = random.NextDouble() < weight;
            bool error = random.NextDouble() < ErrorRate;
            if (!toCandidate)
            {
                stable++;
                stableErrors += error ? 1 : 0;
                continue;
            }

            candidate++;
            if (error)
            {
                // Only an error of the candidate raises this evidence, so looking here is looking after every request.
                candidateErrors++;
                errorsInCheck++;
                relative.Update(weight, candidate - lastCandidate, 1, stableErrors - lastStableErrors);
                ceiling.Update(weight, candidate - lastCandidate, 1, 0);
                lastCandidate = candidate;
                lastStableErrors = stableErrors;
                double r = relative.LogEvidence;
                double c = ceiling.LogEvidence;
                maxRelative = Math.Max(maxRelative, r);
                maxCeiling = Math.Max(maxCeiling, c);
                maxAverage = Math.Max(maxAverage, LogSpace.Add(r, c) + Math.Log(0.5));
                fisher = controls ? Math.Min(fisher, FisherTest.PValue(candidateErrors, candidate, stableErrors, stable)) : fisher;
            }

            if (candidate % CheckSize == 0)
            {
                failedChecks += errorsInCheck > MaxErrorRate * CheckSize ? 1 : 0;
                errorsInCheck = 0;
            }
        }

        return new(maxRelative, maxCeiling, maxAverage, fisher, failedChecks);
    }
}
