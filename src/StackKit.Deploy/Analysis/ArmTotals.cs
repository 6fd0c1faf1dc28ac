namespace StackKit.Deploy.Analysis;

/// <summary>Counts of both arms since the rollout or the step began.</summary>
internal sealed record ArmTotals
{
    public long CandidateRequests { get; set; }

    public long CandidateFailures { get; set; }

    public long StableRequests { get; set; }

    public long StableFailures { get; set; }

    public long ForcedCandidateRequests { get; set; }

    public long ForcedCandidateFailures { get; set; }

    public long CandidateKeys { get; set; }

    public long StableKeys { get; set; }

    public long CandidateRawFailures { get; set; }

    public long CandidateTopKeyFailures { get; set; }

    public double? CandidateErrorRate => CandidateRequests == 0 ? null : (double)CandidateFailures / CandidateRequests;

    public double? StableErrorRate => StableRequests == 0 ? null : (double)StableFailures / StableRequests;

    public void Add(in EvidenceDelta delta)
    {
        CandidateRequests += delta.CandidateRequests;
        CandidateFailures += delta.CandidateFailures;
        StableRequests += delta.StableRequests;
        StableFailures += delta.StableFailures;
        ForcedCandidateRequests += delta.ForcedCandidateRequests;
        ForcedCandidateFailures += delta.ForcedCandidateFailures;
        CandidateKeys += delta.CandidateKeys;
        StableKeys += delta.StableKeys;
        CandidateRawFailures += delta.CandidateRawFailures;
        CandidateTopKeyFailures = Math.Max(CandidateTopKeyFailures, delta.CandidateTopKeyFailures);
    }
}
