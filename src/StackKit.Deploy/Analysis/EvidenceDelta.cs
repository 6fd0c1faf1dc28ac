using StackKit.Routing;

namespace StackKit.Deploy.Analysis;

/// <summary>What both arms did since the last delta, for one stratum (such as one router instance) and one routing weight.</summary>
/// <remarks>
/// Requests with a sticky key count once for each key, step and arm, and so do their failures and latencies: the key is the unit that the split draws, and a
/// client that retries would otherwise count as many. Requests that a rule forced to a version are not comparable; of them only the forced counts are given, and only the absolute ceiling uses those.
/// </remarks>
internal readonly record struct EvidenceDelta
{
    /// <summary>Gets the candidate's share, from 0 to 1, that was in force when the requests were routed.</summary>
    public required double Weight { get; init; }

    /// <summary>Gets how many requests the candidate answered: all without a sticky key, and one for each key.</summary>
    public long CandidateRequests { get; init; }

    /// <summary>Gets how many of them failed.</summary>
    public long CandidateFailures { get; init; }

    /// <summary>Gets how many requests stable answered, counted alike.</summary>
    public long StableRequests { get; init; }

    /// <summary>Gets how many of them failed.</summary>
    public long StableFailures { get; init; }

    /// <summary>Gets how many requests a rule sent to the candidate.</summary>
    public long ForcedCandidateRequests { get; init; }

    /// <summary>Gets how many of them failed.</summary>
    public long ForcedCandidateFailures { get; init; }

    /// <summary>Gets how many sticky keys the candidate saw for the first time in this step; 0 without sticky keys.</summary>
    public long CandidateKeys { get; init; }

    /// <summary>Gets how many sticky keys stable saw for the first time in this step; 0 without sticky keys.</summary>
    public long StableKeys { get; init; }

    /// <summary>Gets the candidate's failures with every repetition counted.</summary>
    public long CandidateRawFailures { get; init; }

    /// <summary>Gets the repeated failures, since the step began, of the key that failed most on the candidate: a level, not an increase.</summary>
    public long CandidateTopKeyFailures { get; init; }

    /// <summary>Gets the candidate's latencies in the layout of <see cref="LatencyBuckets"/>; empty for none.</summary>
    public ReadOnlyMemory<long> CandidateLatency { get; init; }

    /// <summary>Gets stable's latencies in the layout of <see cref="LatencyBuckets"/>; empty for none.</summary>
    public ReadOnlyMemory<long> StableLatency { get; init; }

    /// <summary>Throws unless every count is possible.</summary>
    /// <exception cref="InvalidEvidenceException">A count is negative, as after a counter reset, the weight is not from 0 to 1, or a histogram has another layout.</exception>
    public void ThrowIfInvalid()
    {
        if (!(Weight is >= 0 and <= 1))
        {
            throw new InvalidEvidenceException(nameof(Weight), Weight, "a weight is from 0 to 1");
        }

        ThrowIfNegative(CandidateRequests, nameof(CandidateRequests));
        ThrowIfNegative(CandidateFailures, nameof(CandidateFailures));
        ThrowIfNegative(StableRequests, nameof(StableRequests));
        ThrowIfNegative(StableFailures, nameof(StableFailures));
        ThrowIfNegative(ForcedCandidateRequests, nameof(ForcedCandidateRequests));
        ThrowIfNegative(ForcedCandidateFailures, nameof(ForcedCandidateFailures));
        ThrowIfNegative(CandidateKeys, nameof(CandidateKeys));
        ThrowIfNegative(StableKeys, nameof(StableKeys));
        ThrowIfNegative(CandidateRawFailures, nameof(CandidateRawFailures));
        ThrowIfNegative(CandidateTopKeyFailures, nameof(CandidateTopKeyFailures));
        ThrowIfInvalid(CandidateLatency.Span, nameof(CandidateLatency));
        ThrowIfInvalid(StableLatency.Span, nameof(StableLatency));
    }

    private static void ThrowIfNegative(long count, string field)
    {
        if (count < 0)
        {
            throw new InvalidEvidenceException(field, count, "a count is never negative");
        }
    }

    private static void ThrowIfInvalid(ReadOnlySpan<long> histogram, string field)
    {
        if (histogram.Length != 0 && histogram.Length != LatencyBuckets.Count)
        {
            throw new InvalidEvidenceException(field, histogram.Length, "the number of buckets is that of the histogram layout");
        }

        foreach (long count in histogram)
        {
            ThrowIfNegative(count, field);
        }
    }
}
