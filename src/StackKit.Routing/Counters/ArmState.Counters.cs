namespace StackKit.Routing;

/// <summary>Counting: a few atomic additions a request, in the stripe of the thread.</summary>
internal sealed partial class ArmState
{
    private readonly CounterStripe?[] _stripes = new CounterStripe?[ThreadStripe.Count];
    private KeyTable? _keys;
    private volatile KeySummary? _keySummary; // once the keys themselves were let go
    private volatile bool _isFolded;

    /// <summary>Counts a finished request.</summary>
    public void Count(RouteReason reason, ulong keyHash, Outcome outcome, TimeSpan latency)
    {
        CounterStripe stripe = _stripes[ThreadStripe.Index] ?? AddStripe(ThreadStripe.Index);
        bool failed = outcome == Outcome.Failure;
        bool firstFailure = failed;
        bool isEvidence = outcome != Outcome.Neither && reason is not (RouteReason.Rule or RouteReason.Inherited or RouteReason.Fallback);
        if (isEvidence && keyHash != 0)
        {
            firstFailure = false;
            isEvidence = GetKeys()?.Record(keyHash, failed, out firstFailure) ?? false;
        }
        else
        {
            firstFailure &= isEvidence;
        }

        long ticks = Math.Max(0, latency.Ticks);
        int bucket = LatencyBuckets.IndexOf(latency);
        stripe.Increment((isEvidence ? CounterStripe.AnalysisBuckets : CounterStripe.OtherBuckets) + bucket);
        stripe.Add(isEvidence ? CounterStripe.AnalysisTicks : CounterStripe.OtherTicks, ticks);
        if (outcome != Outcome.Success || IsForced(reason))
        {
            CountSpecial(stripe, reason, keyHash, outcome, firstFailure);
        }

        if (_isFolded)
        {
            _ledger.TakeLate(this);
        }
    }

    /// <summary>Adds all counters to a sum.</summary>
    public void AddTo(long[] sum, bool take)
    {
        foreach (CounterStripe? stripe in _stripes)
        {
            stripe?.AddTo(sum, take);
        }
    }

    /// <summary>Makes every later report hand its counts on to the totals.</summary>
    public void Fold()
    {
        // The keys are let go: later requests with a key are no evidence.
        _keySummary ??= new KeySummary(_keys?.Count ?? 0, _keys?.TopFailures ?? 0);
        Interlocked.Exchange(ref _keys, null);
        _isFolded = true;
        Interlocked.MemoryBarrier(); // a report that does not see the flag is seen by the sweep that follows
    }

    /// <summary>Reads all counters.</summary>
    public ArmCounters Read()
    {
        long[] sum = new long[CounterStripe.Length];
        KeySummary keys = _keySummary ?? new KeySummary(_keys?.Count ?? 0, _keys?.TopFailures ?? 0);
        AddTo(sum, take: false);
        LatencyHistogram analysis = Histogram(sum, CounterStripe.AnalysisBuckets, CounterStripe.AnalysisTicks);
        LatencyHistogram other = Histogram(sum, CounterStripe.OtherBuckets, CounterStripe.OtherTicks);
        LatencyHistogram all = analysis.Plus(other);
        return new ArmCounters
        {
            Version = Version,
            Epoch = Epoch,
            Generation = Generation,
            Weight = Share,
            Requests = all.Count,
            Failures = sum[CounterStripe.Failures],
            Neither = sum[CounterStripe.Neither],
            Latency = all,
            ForcedRequests = sum[CounterStripe.ForcedRequests],
            ForcedFailures = sum[CounterStripe.ForcedFailures],
            AnalysisRequests = analysis.Count,

            // The key's first request, on another thread, may be about to be counted.
            AnalysisFailures = Math.Min(sum[CounterStripe.AnalysisFailures], analysis.Count),
            AnalysisLatency = analysis,
            DistinctKeys = keys.Count,
            RawFailures = sum[CounterStripe.RawFailures],
            TopKeyFailures = keys.TopFailures,
            BudgetUsed = Budget?.Failures ?? 0,
        };
    }

    internal static LatencyHistogram Histogram(long[] sum, int buckets, int ticks) =>
        new(sum.AsSpan(buckets, LatencyBuckets.Count), TimeSpan.FromTicks(sum[ticks]));

    private static void CountSpecial(CounterStripe stripe, RouteReason reason, ulong keyHash, Outcome outcome, bool firstFailure)
    {
        if (outcome == Outcome.Neither)
        {
            stripe.Increment(CounterStripe.Neither);
            return;
        }

        bool failed = outcome == Outcome.Failure;
        if (IsForced(reason))
        {
            stripe.Increment(CounterStripe.ForcedRequests);
            if (failed)
            {
                stripe.Increment(CounterStripe.ForcedFailures);
            }
        }

        if (failed)
        {
            stripe.Increment(CounterStripe.Failures);
            if (firstFailure)
            {
                stripe.Increment(CounterStripe.AnalysisFailures);
            }

            if (keyHash != 0)
            {
                stripe.Increment(CounterStripe.RawFailures);
            }
        }
    }

    private static bool IsForced(RouteReason reason) => reason is RouteReason.Rule or RouteReason.Inherited;

    private CounterStripe AddStripe(int index)
    {
        CounterStripe created = new();
        return Interlocked.CompareExchange(ref _stripes[index], created, null) ?? created;
    }

    private KeyTable? GetKeys()
    {
        KeyTable? keys = Volatile.Read(ref _keys);
        if (keys is not null || _keySummary is not null)
        {
            return keys;
        }

        KeyTable created = new();
        keys = Interlocked.CompareExchange(ref _keys, created, null) ?? created;
        if (_keySummary is null)
        {
            return keys;
        }

        Interlocked.Exchange(ref _keys, null);
        return null;
    }
}
