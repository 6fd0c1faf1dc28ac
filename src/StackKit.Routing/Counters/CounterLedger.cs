namespace StackKit.Routing;

/// <summary>Keeps the counters of past generations, and folds old ones into totals by version without losing a report.</summary>
internal sealed class CounterLedger
{
    private const int KeptGenerations = 8; // besides the current one
    private const int MaxFormerVersions = 64;

    private readonly Lock _lock = new();
    private readonly List<ArmState[]> _generations = [];
    private readonly List<ArmState> _stragglers = []; // folded, with requests in flight that have no endpoint
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

    /// <summary>Gets the requests in flight that are counted for a version, and those among them that are counted at an endpoint as well.</summary>
    public (int Total, int Moving) GetInFlight(string version)
    {
        lock (_lock)
        {
            (int total, int moving) = (0, 0);
            foreach (ArmState arm in _generations.SelectMany(arms => arms).Concat(_stragglers).Where(arm => arm.Version == version))
            {
                (int ofArm, int movingOfArm) = arm.InFlight.Read();
                (total, moving) = (total + ofArm, moving + movingOfArm);
            }

            return (total, moving);
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
        while (_generations.Count > 1 + KeptGenerations)
        {
            foreach (ArmState arm in _generations[0])
            {
                arm.Fold();
                arm.AddTo(GetTotals(arm.Version).Sum, take: true);
                _stragglers.Add(arm);
            }

            _generations.RemoveAt(0);
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
