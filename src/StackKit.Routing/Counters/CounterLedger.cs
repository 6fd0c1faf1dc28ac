namespace StackKit.Routing;

/// <summary>Keeps the counters of past generations, and folds old ones into totals by version without losing a report.</summary>
internal sealed class CounterLedger
{
    private const int KeptGenerations = 8; // besides the current one
    private const int GenerationsWithKeys = 2; // tables of keys are large, and nothing is in flight in older ones
    private const int MaxGenerations = 64; // when old ones still have requests in flight
    private const int MaxFormerVersions = 64;

    private readonly Lock _lock = new();
    private readonly List<ArmState[]> _generations = [];
    private readonly List<ArmState> _stragglers = []; // folded, with requests in flight
    private readonly Dictionary<string, TotalsAccumulator> _totals = new(StringComparer.Ordinal);
    private long _uses;

    /// <summary>Takes the arms of a new generation.</summary>
    public void Begin(ArmState[] arms)
    {
        lock (_lock)
        {
            _generations.Add(arms);
            _uses++;
            foreach (ArmState arm in arms)
            {
                GetTotals(arm.Version).LastUse = _uses;
            }

            Trim();
        }
    }

    /// <summary>Moves what was reported to a folded arm into the totals.</summary>
    public void TakeLate(ArmState arm)
    {
        lock (_lock)
        {
            arm.AddTo(GetTotals(arm.Version).Sum, take: true);
        }
    }

    public long GetInFlight(string version)
    {
        lock (_lock)
        {
            return _generations.SelectMany(arms => arms).Concat(_stragglers).Where(arm => arm.Version == version).Sum(arm => arm.InFlight.Total);
        }
    }

    public RouterCounters Read(string router, string instanceId)
    {
        lock (_lock)
        {
            Trim();
            ILookup<string, ArmState> kept = _generations.SelectMany(arms => arms).ToLookup(arm => arm.Version, StringComparer.Ordinal);
            return new RouterCounters
            {
                Router = router,
                InstanceId = instanceId,
                Arms = [.. _generations.SelectMany(arms => arms).Select(arm => arm.Read())],
                Totals = [.. _totals.Select(pair => pair.Value.Read(pair.Key, kept[pair.Key])).OrderBy(totals => totals.Version, StringComparer.Ordinal)],
            };
        }
    }

    public IReadOnlyList<VersionTotals> ReadTotals()
    {
        lock (_lock)
        {
            ILookup<string, ArmState> kept = _generations.SelectMany(arms => arms).ToLookup(arm => arm.Version, StringComparer.Ordinal);
            return [.. _totals.Select(pair => pair.Value.Read(pair.Key, kept[pair.Key]))];
        }
    }

    private TotalsAccumulator GetTotals(string version)
    {
        if (!_totals.TryGetValue(version, out TotalsAccumulator? totals))
        {
            totals = new TotalsAccumulator { LastUse = _uses };
            _totals.Add(version, totals);
        }

        return totals;
    }

    private void Trim()
    {
        for (int i = 0; i < _generations.Count - 1 - KeptGenerations;)
        {
            ArmState[] arms = _generations[i];
            if (_generations.Count <= MaxGenerations && Array.Exists(arms, arm => arm.InFlight.Total != 0))
            {
                i++;
                continue;
            }

            _generations.RemoveAt(i);
            foreach (ArmState arm in arms)
            {
                arm.Fold();
                arm.AddTo(GetTotals(arm.Version).Sum, take: true);
                _stragglers.Add(arm);
            }
        }

        foreach (ArmState arm in _generations.SkipLast(GenerationsWithKeys).SelectMany(arms => arms).Where(arm => arm.InFlight.Total == 0))
        {
            arm.ReleaseKeys();
        }

        _stragglers.RemoveAll(arm => arm.InFlight.Total == 0);
        ForgetVersions();
    }

    private void ForgetVersions()
    {
        string[] former = [.. _totals.Keys.Except(_generations.SelectMany(arms => arms).Select(arm => arm.Version), StringComparer.Ordinal)];
        foreach (string version in former.OrderByDescending(version => _totals[version].LastUse).Skip(MaxFormerVersions))
        {
            _totals.Remove(version);
        }
    }
}
