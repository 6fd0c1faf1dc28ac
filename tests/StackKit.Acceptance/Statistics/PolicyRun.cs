using System.Runtime.InteropServices;
using StackKit.Deploy.Analysis;

namespace StackKit.Acceptance.Statistics;

/// <summary>One rollout decided by the whole judge.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PolicyRun(bool RolledBack, bool Promoted, double Decided)
{
    private const int Horizon = 20_000;
    private const int LookEvery = 10;

    public static PolicyRun Simulate(SplitMix64 random, double weight, double candidateRate)
    {
        AnalysisOptions options = new()
        {
            Alpha = 0.05,
            Beta = 0.05,
            MaxErrorRate = EqualArmsRun.MaxErrorRate,
            PromoteMargin = 0.005,
            MinCandidateRequests = 500,
            MinCandidateFailures = 0,
            LatencyRollback = false,
        };
        SequentialAnalysis judge = new(options, 1);
        judge.BeginStep(0);
        int candidate = 0;
        int lastCandidate = 0;
        int stable = 0;
        int stableErrors = 0;
        while (candidate < Horizon)
        {
            bool toCandidate = random.NextDouble() < weight;
            bool error = random.NextDouble() < (toCandidate ? candidateRate : EqualArmsRun.ErrorRate);
            if (!toCandidate)
            {
                stable++;
                stableErrors += error ? 1 : 0;
                continue;
            }

            candidate++;
            if (!error && candidate % LookEvery != 0)
            {
                continue;
            }

            // Evidence for a rollback rises only at an error of the candidate, evidence for a promotion everywhere else: looking just
            // before and just after such an error misses no crossing, and looking every tenth time in between dates it closely enough.
            judge.Observe(new() { Weight = weight, CandidateRequests = candidate - lastCandidate, StableRequests = stable, StableFailures = stableErrors });
            lastCandidate = candidate;
            stable = stableErrors = 0;
            Verdict verdict = judge.Ask(minCandidateRequests: 500);
            if (error && verdict == Verdict.Continue)
            {
                judge.Observe(new() { Weight = weight, CandidateFailures = 1 });
                verdict = judge.Ask(minCandidateRequests: 500);
            }

            if (verdict is Verdict.Rollback or Verdict.Promote)
            {
                return new(verdict == Verdict.Rollback, verdict == Verdict.Promote, candidate);
            }
        }

        return new(false, false, MonteCarlo.Never);
    }
}
