namespace StackKit.Routing;

/// <summary>The pools as compiled when they were set, or when time had changed their weights.</summary>
internal sealed class PoolSet
{
    private readonly Dictionary<string, CompiledPool> _byVersion = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EndpointEntry> _byId;
    private readonly List<PoolMember> _members;

    /// <summary>Compiles validated pools. Nothing outside is changed until <see cref="Commit"/>.</summary>
    /// <param name="configured">The pools.</param>
    /// <param name="previous">The pools before, whose turns are continued; null for the first time.</param>
    /// <param name="histories">What is remembered of endpoints, by id.</param>
    /// <param name="strategies">The policies of the application, and where the router runs.</param>
    /// <param name="now">The time on the router's clock.</param>
    public PoolSet(IReadOnlyList<Pool> configured, PoolSet? previous, Dictionary<string, EndpointHistory> histories, RouterStrategies strategies, TimeSpan now)
    {
        Configured = configured;
        int count = configured.Sum(pool => pool.Endpoints.Count);
        _byId = new Dictionary<string, EndpointEntry>(count, StringComparer.Ordinal);
        _members = new List<PoolMember>(count);
        foreach (Pool pool in configured)
        {
            PoolMember[] members = CreateMembers(pool, histories, now);
            CompiledPool compiled = new(pool, members, previous?.Find(pool.Version), strategies, now);
            _byVersion.Add(pool.Version, compiled);
            NextChange = Earlier(NextChange, compiled.NextChange);
        }
    }

    public IReadOnlyList<Pool> Configured { get; }

    public IEnumerable<CompiledPool> Pools => _byVersion.Values;

    /// <summary>Gets when weights change by themselves; null when they do not.</summary>
    public TimeSpan? NextChange { get; }

    public int Count => _byId.Count;

    public CompiledPool? Find(string version) => _byVersion.GetValueOrDefault(version);

    public EndpointEntry? FindEndpoint(string id) => _byId.GetValueOrDefault(id);

    public bool Contains(string endpointId) => _byId.ContainsKey(endpointId);

    /// <summary>Remembers who takes requests from now on.</summary>
    public void Commit(Dictionary<string, EndpointHistory> histories)
    {
        foreach (PoolMember member in _members)
        {
            member.History.IsActive = member.IsActive;
            member.History.ActiveSince = member.ActiveSince;
            histories.TryAdd(member.Entry.Endpoint.Id, member.History);
        }
    }

    internal static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    private PoolMember[] CreateMembers(Pool pool, Dictionary<string, EndpointHistory> histories, TimeSpan now)
    {
        PoolMember[] members = new PoolMember[pool.Endpoints.Count];
        int active = 0;
        int joined = 0;
        for (int i = 0; i < members.Length; i++)
        {
            Endpoint endpoint = pool.Endpoints[i];
            EndpointHistory history = histories.GetValueOrDefault(endpoint.Id) ?? new EndpointHistory();
            EndpointEntry entry = new(endpoint, pool.Version, history.Cell);
            _byId.Add(endpoint.Id, entry);
            members[i] = new PoolMember(entry, history, history.IsEjected(now), history.ActiveSince);
            active += members[i].IsActive ? 1 : 0;
            joined += members[i].IsActive && !history.IsActive ? 1 : 0;
        }

        // When most of a pool is new, the others could not carry what is kept from the new ones.
        bool isGentle = pool.SlowStart is not null && joined <= active / 2;
        foreach (ref PoolMember member in members.AsSpan())
        {
            bool isWarm = !member.IsActive || pool.SlowStart is not { } slowStart || now - member.ActiveSince >= slowStart.Window;
            TimeSpan? since = member.IsActive && !member.History.IsActive ? (isGentle ? now : null) : isWarm ? null : member.ActiveSince;
            member = member with { ActiveSince = since };
        }

        _members.AddRange(members);
        return members;
    }
}
