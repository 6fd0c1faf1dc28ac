using System.Runtime.InteropServices;
using StackKit.Deploy.Analysis;

namespace StackKit.Acceptance.Statistics;

/// <summary>One rollout of an equal candidate at 5 % with outages of both arms: 30 % errors in one of fifty stretches of 500 requests. Which methods roll back.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OutageRun(bool Relative, bool Both, bool RealisedShare, bool Ceiling, bool Fisher, bool FailedChecks)
{
    private const double Weight = 0.05;
    private const int Stretch = 500;
    private const int Stretches = 400;
    private const int RealisedBatch = 200;
    private const int CheckSize = 100;

    public static OutageRun Simulate(SplitMix64 random, double alpha)
    {
        AnalysisOptions options = new() { Alpha = alpha, LatencyRollback = false, MinCandidateFailures = 0 };
        AnalysisOptions bothOptions = new() { Alpha = alpha, LatencyRollback = false, MinCandidateFailures = 0, MaxErrorRate = EqualArmsRun.MaxErrorRate, MaxErrorRateCombination = AbsoluteRateCombination.Both };
        SequentialAnalysis relative = new(options, 1);
        SequentialAnalysis both = new(bothOptions, 1);
        relative.BeginStep(0);
        both.BeginStep(0);
        SequentialKernel realised = new(KernelGrids.ErrorRollback, 1, 0);
        SequentialKernel ceiling = new(KernelGrids.ErrorRollback, 0, EqualArmsRun.MaxErrorRate);
        double threshold = -Math.Log(alpha);
        bool relativeHit = false;
        bool bothHit = false;
        bool realisedHit = false;
        bool ceilingHit = false;
        double fisher = 1;
        int failedChecks = 0;
        int errorsInCheck = 0;
        Counts since = default;
        Counts batch = default;
        Counts all = default;
        for (int stretch = 0; stretch < Stretches; stretch++)
        {
            double rate = random.NextDouble() < 0.02 ? 0.3 : EqualArmsRun.ErrorRate;
            for (int i = 0; i < Stretch; i++)
            {
                bool toCandidate = random.NextDouble() < Weight;
                bool error = random.NextDouble() < rate;
                since.Add(toCandidate, error);
                batch.Add(toCandidate, error);
                all.Add(toCandidate, error);
                if (toCandidate && error)
                {
                    errorsInCheck++;
                    EvidenceDelta delta = since.ToDelta(Weight);
                    relative.Observe(delta);
                    both.Observe(delta);
                    ceiling.Update(Weight, since.Candidate, since.CandidateErrors, 0);
                    since = default;
                    relativeHit |= relative.Ask(long.MaxValue) == Verdict.Rollback;
                    bothHit |= both.Ask(long.MaxValue) == Verdict.Rollback;
                    ceilingHit |= ceiling.LogEvidence >= threshold;
                    fisher = fisher > alpha ? FisherTest.PValue(all.CandidateErrors, all.Candidate, all.StableErrors, all.Stable) : fisher;
                }

                if (toCandidate && all.Candidate % CheckSize == 0)
                {
                    failedChecks += errorsInCheck > EqualArmsRun.MaxErrorRate * CheckSize ? 1 : 0;
                    errorsInCheck = 0;
                }

                if (batch.Candidate + batch.Stable == RealisedBatch)
                {
                    realised.Update((double)batch.Candidate / RealisedBatch, batch.Candidate, batch.CandidateErrors, batch.StableErrors);
                    realisedHit |= realised.LogEvidence >= threshold;
                    batch = default;
                }
            }
        }

        return new(relativeHit, bothHit, realisedHit, ceilingHit, fisher <= alpha, failedChecks >= 5);
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Counts
    {
        public long Candidate;
        public long CandidateErrors;
        public long Stable;
        public long StableErrors;

        public void Add(bool toCandidate, bool error)
        {
            if (toCandidate)
            {
                Candidate++;
                CandidateErrors += error ? 1 : 0;
            }
            else
            {
                Stable++;
                StableErrors += error ? 1 : 0;
            }
        }

        public readonly EvidenceDelta ToDelta(double weight) => new()
        {
            Weight = weight,
            CandidateRequests = Candidate,
            CandidateFailures = CandidateErrors,
            StableRequests = Stable,
            StableFailures = StableErrors,
        };
    }
}
