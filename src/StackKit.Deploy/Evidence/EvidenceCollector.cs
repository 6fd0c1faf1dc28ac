using System.Collections.Immutable;
using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Evidence;

/// <summary>Turns the cumulative counters of all routers into what came on top since the last look.</summary>
/// <remarks>A router instance seen for the first time starts from zero, unless the leader has just taken over: what happened before is then lost, never counted twice.</remarks>
internal sealed class EvidenceCollector(string stable, string candidate, bool takeOver)
{
    private readonly Dictionary<(string Instance, string Version, long Generation), ArmReport> _seen = [];
    private bool _takeOver = takeOver;

    /// <summary>Gets the evidence that is new, one delta for each router instance and generation.</summary>
    public IReadOnlyList<EvidenceDelta> Take(ImmutableArray<RouterReport> reports, long afterGeneration, bool warm)
    {
        List<EvidenceDelta> deltas = [];
        foreach (RouterReport report in reports)
        {
            foreach (long generation in report.Arms.Select(a => a.Generation).Where(g => g > afterGeneration).Distinct().Order())
            {
                ArmReport? c = Find(report, candidate, generation);
                ArmReport? s = Find(report, stable, generation);
                ArmReport? c0 = Replace(report, c);
                ArmReport? s0 = Replace(report, s);
                if (_takeOver || (c is null && s is null))
                {
                    continue;
                }

                EvidenceDelta delta = Subtract(c, c0, s, s0, warm);
                if (delta.CandidateRequests != 0 || delta.CandidateFailures != 0 || delta.StableRequests != 0 || delta.StableFailures != 0 || delta.ForcedCandidateRequests != 0 || delta.ForcedCandidateFailures != 0)
                {
                    deltas.Add(delta);
                }
            }
        }

        _takeOver &= reports.IsEmpty;
        return deltas;
    }

    private static ArmReport? Find(RouterReport report, string version, long generation) =>
        report.Arms.FirstOrDefault(a => a.Version == version && a.Generation == generation);

    private static EvidenceDelta Subtract(ArmReport? c, ArmReport? c0, ArmReport? s, ArmReport? s0, bool warm) => new()
    {
        Weight = c?.Weight ?? 1 - s!.Weight,
        CandidateRequests = Rise(c, c0, a => a.Requests),
        CandidateFailures = Rise(c, c0, a => a.Failures),
        StableRequests = Rise(s, s0, a => a.Requests),
        StableFailures = Rise(s, s0, a => a.Failures),
        ForcedCandidateRequests = Rise(c, c0, a => a.ForcedRequests),
        ForcedCandidateFailures = Rise(c, c0, a => a.ForcedFailures),
        CandidateKeys = Rise(c, c0, a => a.Keys),
        StableKeys = Rise(s, s0, a => a.Keys),
        CandidateRawFailures = Rise(c, c0, a => a.RawFailures),
        CandidateTopKeyFailures = c?.TopKeyFailures ?? 0,
        CandidateLatency = warm ? c?.Latency.Since(c0?.Latency ?? SparseHistogram.Empty) : null,
        StableLatency = warm ? s?.Latency.Since(s0?.Latency ?? SparseHistogram.Empty) : null,
    };

    // A count that went down is no evidence: it is taken as the new beginning. Counts read while requests end can be a step ahead of themselves.
    private static long Rise(ArmReport? now, ArmReport? before, Func<ArmReport, long> count) =>
        now is null ? 0 : Math.Max(0, count(now) - (before is null ? 0 : count(before)));

    private ArmReport? Replace(RouterReport report, ArmReport? arm)
    {
        if (arm is null)
        {
            return null;
        }

        (string, string, long) key = (report.Instance, arm.Version, arm.Generation);
        ArmReport? before = _seen.GetValueOrDefault(key);
        _seen[key] = arm;
        return before;
    }
}
