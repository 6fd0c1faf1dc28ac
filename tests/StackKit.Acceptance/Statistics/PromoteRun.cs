using System.Runtime.InteropServices;
using StackKit.Deploy.Analysis;

namespace StackKit.Acceptance.Statistics;

/// <summary>One rollout of a candidate with 1 % errors against 0.5 %: the largest evidence for a promotion, looking after every request.</summary>
/// <param name="Ratio">Largest log evidence against "at least twice stable's rate".</param>
/// <param name="Margin">Largest log evidence against "at least stable's rate plus 0.5 %".</param>
/// <param name="NotSignificant">Whether Fisher's test saw no difference after 500 candidate requests.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PromoteRun(double Ratio, double Margin, bool NotSignificant)
{
    private const double CandidateRate = 0.01;
    private const int NaiveLook = 500;

    public static PromoteRun Simulate(SplitMix64 random, double weight, int horizon)
    {
        SequentialKernel ratio = new(KernelGrids.Promote, 2, 0);
        SequentialKernel margin = new(KernelGrids.Promote, 1, 0.005);
        double maxRatio = 0;
        double maxMargin = 0;
        bool notSignificant = false;
        long candidate = 0;
        long stable = 0;
        long candidateErrors = 0;
        long stableErrors = 0;
        long lastCandidate = 0;
        long lastStableErrors = 0;
        while (candidate < horizon)
        {
            bool toCandidate = random.NextDouble() < weight;
            bool error = random.NextDouble() < (toCandidate ? CandidateRate : EqualArmsRun.ErrorRate);
            if (!toCandidate)
            {
                stable++;
                stableErrors += error ? 1 : 0;
                continue;
            }

            candidate++;
            if (error || candidate == horizon)
            {
                // Only an error of the candidate lowers this evidence, so its value just before one is its largest since the last.
                ratio.Update(weight, candidate - lastCandidate, 0, stableErrors - lastStableErrors);
                margin.Update(weight, candidate - lastCandidate, 0, stableErrors - lastStableErrors);
                lastCandidate = candidate;
                lastStableErrors = stableErrors;
                maxRatio = Math.Max(maxRatio, ratio.LogEvidence);
                maxMargin = Math.Max(maxMargin, margin.LogEvidence);
                ratio.Update(weight, 0, error ? 1 : 0, 0);
                margin.Update(weight, 0, error ? 1 : 0, 0);
                candidateErrors += error ? 1 : 0;
            }

            if (candidate == NaiveLook)
            {
                notSignificant = FisherTest.PValue(candidateErrors, candidate, stableErrors, stable) > DetectionRun.Alpha;
            }
        }

        return new(maxRatio, maxMargin, notSignificant);
    }
}
