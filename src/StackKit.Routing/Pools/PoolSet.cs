namespace StackKit.Routing;

/// <summary>The pools as compiled when they were set, or when time had changed their weights.</summary>
internal sealed class PoolSet
{
    private readonly Dictionary<string, CompiledPool> _byVersion = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EndpointEntry> _byId;
    private readonly int _continued; // how many endpoints the pools before had too

    /// <summary>Compiles validated pools. Nothing outside is changed until <see cref="Commit"/>.</summary>
    /// <param name="configured">The pools.</param>
    /// <param name="previous">The pools before, whose turns and endpoints are continued; null for the first time.</param>
    /// <param name="departed">Endpoints that have left and may come back.</param>
    /// <param name="strategies">The policies of the application, and where the router runs.</param>
    /// <param name="now">The time on the router's clock.</param>
    /// <exception cref="RoutingConfigurationException">An id is there twice.</exception>
    public PoolSet(IReadOnlyList<Pool> configured, PoolSet? previous, IReadOnlyList<EndpointHistory> departed, RouterStrategies strategies, TimeSpan now)
    {
        Configured = configured;
        _byId = new Dictionary<string, EndpointEntry>(configured.Sum(pool => pool.Endpoints.Count), StringComparer.Ordinal);
        for (int i = 0; i < configured.Count; i++)
        {
            Pool pool = configured[i];
            PoolMember[] members = new PoolMember[pool.Endpoints.Count];
            for (int e = 0; e < members.Length; e++)
            {
                EndpointEntry entry = new(pool.Endpoints[e], FindHistory(pool.Endpoints[e].Id, pool.Version, previous, departed, ref _continued));
                Require.That(_byId.TryAdd(entry.Endpoint.Id, entry), $"Pools[{i}].Endpoints[{e}].Id", $"'{entry.Endpoint.Id}' is there twice; ids are unique within all pools of a router.");
                members[e] = new PoolMember(entry, entry.History.IsEjected(now), entry.History.ActiveSince);
            }

            WarmUp(pool, members, now);
            CompiledPool compiled = new(pool, members, previous?.Find(pool.Version), strategies, now);
            _byVersion.Add(pool.Version, compiled);
            NextChange = Earlier(NextChange, compiled.NextChange);
        }
    }

    public IReadOnlyList<Pool> Configured { get; }

    public IEnumerable<CompiledPool> Pools => _byVersion.Values;

    /// <summary>Gets when weights change by themselves; null when they do not.</summary>
    public TimeSpan? NextChange { get; }

    public CompiledPool? Find(string version) => _byVersion.GetValueOrDefault(version);

    public EndpointEntry? FindEndpoint(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Remembers who takes requests from now on, and who has left.</summary>
    /// <param name="previous">The pools before.</param>
    /// <param name="departed">Takes those who have left with requests in flight, and gives those who are back.</param>
    public void Commit(PoolSet previous, List<EndpointHistory> departed)
    {
        foreach (PoolMember member in Pools.SelectMany(pool => pool.Members))
        {
            member.Entry.History.IsActive = member.IsActive;
            member.Entry.History.ActiveSince = member.ActiveSince;
        }

        if (previous._byId.Count > _continued)
        {
            departed.AddRange(previous._byId.Values.Select(entry => entry.History).Where(history => !Contains(history)));
        }

        // Whoever enters from now on sees that the pools have changed, and leaves again.
        departed.RemoveAll(history => history.Cell.InFlight == 0 || Contains(history));
        foreach (EndpointHistory history in departed)
        {
            history.IsActive = false; // should it come back, it joins
            history.EjectedUntil = null;
        }
    }

    internal static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    private static EndpointHistory FindHistory(string id, string version, PoolSet? previous, IReadOnlyList<EndpointHistory> departed, ref int continued)
    {
        if (previous?.FindEndpoint(id)?.History is { } history && history.Version == version)
        {
            continued++;
            return history;
        }

        return (departed.Count == 0 ? null : FindDeparted(id, version, departed)) ?? new EndpointHistory(id, version);
    }

    private static EndpointHistory? FindDeparted(string id, string version, IReadOnlyList<EndpointHistory> departed) =>
        departed.FirstOrDefault(history => history.Id == id && history.Version == version);

    /// <summary>Says for each endpoint since when it is to be warmed up.</summary>
    private static void WarmUp(Pool pool, PoolMember[] members, TimeSpan now)
    {
        if (pool.SlowStart is not { } slowStart)
        {
            return;
        }

        int active = members.Count(member => member.IsActive);
        int joined = members.Count(member => member.IsActive && !member.Entry.History.IsActive);
        foreach (ref PoolMember member in members.AsSpan())
        {
            // When most of a pool is new, the others could not carry what is kept from the new ones.
            bool isJoining = member.IsActive && !member.Entry.History.IsActive;
            bool isWarm = !member.IsActive || now - member.ActiveSince >= slowStart.Window;
            member = member with { ActiveSince = isJoining ? (joined <= active / 2 ? now : null) : isWarm ? null : member.ActiveSince };
        }
    }

    private bool Contains(EndpointHistory history) => ReferenceEquals(FindEndpoint(history.Id)?.History, history);
}
