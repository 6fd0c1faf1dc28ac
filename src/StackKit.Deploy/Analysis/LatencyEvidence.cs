using StackKit.Routing;

namespace StackKit.Deploy.Analysis;

/// <summary>
/// Evidence from latencies: requests above a bound are events, and each of up to six bounds has a kernel of its own, averaged with equal weights.
/// </summary>
/// <remarks>
/// Bounds are chosen from a history of stable; without one, from stable's first samples of the rollout, which then are no evidence. Not thread-safe.
/// </remarks>
internal sealed class LatencyEvidence
{
    private readonly double _rollbackRatio;
    private readonly double _promoteRatio;
    private readonly int _restarts;
    private readonly long[] _history = new long[LatencyBuckets.Count];
    private int[]? _choice;
    private LatencyBoundEvidence[] _bounds = [];
    private int _started;

    public LatencyEvidence(AnalysisOptions options, int restarts)
    {
        _rollbackRatio = options.LatencyRollbackRatio;
        _promoteRatio = options.LatencyPromoteRatio;
        _restarts = restarts;
    }

    /// <summary>Gets one entry for each bound in use, lowest first; empty until bounds were chosen.</summary>
    public ReadOnlySpan<LatencyBoundEvidence> Bounds => _bounds;

    /// <summary>Gets how many samples the bounds are or will be chosen from.</summary>
    public long HistorySamples { get; private set; }

    /// <summary>Gets the natural logarithm of the weakest evidence that a promotion asks for: at p50 and at p95.</summary>
    public double LogPromote
    {
        get
        {
            double weakest = double.PositiveInfinity;
            foreach (LatencyBoundEvidence bound in _bounds)
            {
                weakest = bound.Promote is null ? weakest : Math.Min(weakest, bound.Promote.LogEvidence);
            }

            return double.IsPositiveInfinity(weakest) ? 0 : weakest;
        }
    }

    /// <summary>Chooses the bounds from a history, if it is large enough and none were chosen yet.</summary>
    /// <returns>Whether this history was used.</returns>
    public bool TrySetHistory(ReadOnlySpan<long> counts)
    {
        long total = 0;
        foreach (long count in counts)
        {
            total += count;
        }

        if (_choice is not null || total < LatencyBounds.MinSamples)
        {
            return false;
        }

        HistorySamples = total;
        Use(LatencyBounds.Choose(counts));
        return true;
    }

    /// <summary>Returns the natural logarithm of the average over all bounds, where those with fewer candidate events than given count nothing.</summary>
    public double LogRollback(long minEvents)
    {
        if (_bounds.Length == 0)
        {
            return 0;
        }

        double sum = double.NegativeInfinity;
        foreach (LatencyBoundEvidence bound in _bounds)
        {
            if (bound.CandidateSlow >= minEvents)
            {
                sum = LogSpace.Add(sum, bound.Rollback.LogEvidence);
            }
        }

        return sum - Math.Log(_bounds.Length);
    }

    /// <summary>Begins a step: evidence for a promotion starts anew, and so does one more copy of that for a rollback unless this is the first step.</summary>
    public void BeginStep(bool restart)
    {
        _started += restart ? 1 : 0;
        foreach (LatencyBoundEvidence bound in _bounds)
        {
            bound.BeginStep(restart);
        }
    }

    /// <summary>Adds the latencies of a batch.</summary>
    public void Observe(double weight, ReadOnlySpan<long> candidate, ReadOnlySpan<long> stable)
    {
        if (candidate.IsEmpty && stable.IsEmpty)
        {
            return;
        }

        if (_choice is null)
        {
            Learn(stable);
            return;
        }

        // From the top, so that one pass over the buckets serves all bounds: what is above a bound is above the lower ones as well.
        long candidateAbove = 0;
        long stableAbove = 0;
        int index = LatencyBuckets.Count - 1;
        for (int i = _bounds.Length - 1; i >= 0; i--)
        {
            for (; index > _bounds[i].Bucket; index--)
            {
                candidateAbove += candidate.IsEmpty ? 0 : candidate[index];
                stableAbove += stable.IsEmpty ? 0 : stable[index];
            }

            _bounds[i].Observe(weight, candidateAbove, stableAbove);
        }
    }

    /// <summary>Copies out what <see cref="Restore"/> needs.</summary>
    public LatencyEvidenceState Save() => new(HistorySamples, _started, _choice is null ? [.. _history] : null, _choice, [.. _bounds.Select(b => b.Save())]);

    /// <summary>Continues from a stored state.</summary>
    public void Restore(LatencyEvidenceState state)
    {
        HistorySamples = state.HistorySamples;
        _started = state.Started;
        state.History?.CopyTo(_history, 0);
        if (state.Choice is null)
        {
            return;
        }

        Use(state.Choice);
        if (state.Bounds.Length != _bounds.Length)
        {
            throw new ArgumentException($"The stored evidence must hold {_bounds.Length} latency bounds.", nameof(state));
        }

        for (int i = 0; i < _bounds.Length; i++)
        {
            _bounds[i].Restore(state.Bounds[i]);
        }
    }

    private void Learn(ReadOnlySpan<long> stable)
    {
        for (int i = 0; i < stable.Length; i++)
        {
            _history[i] += stable[i];
            HistorySamples += stable[i];
        }

        if (HistorySamples >= LatencyBounds.MinSamples)
        {
            Use(LatencyBounds.Choose(_history));
        }
    }

    private void Use(int[] choice)
    {
        _choice = choice;
        int[] buckets = [.. choice.Distinct().Order()];
        _bounds = new LatencyBoundEvidence[buckets.Length];
        for (int i = 0; i < buckets.Length; i++)
        {
            bool promotes = buckets[i] == choice[LatencyBounds.Median] || buckets[i] == choice[LatencyBounds.P95];
            _bounds[i] = new(buckets[i], _rollbackRatio, promotes ? _promoteRatio : null, _restarts);
            for (int step = 0; step < _started; step++)
            {
                _bounds[i].BeginStep(restart: true);
            }
        }
    }
}
