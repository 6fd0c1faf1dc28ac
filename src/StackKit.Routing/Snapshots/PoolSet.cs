namespace StackKit.Routing;

/// <summary>The pools as compiled when they were set.</summary>
internal sealed class PoolSet
{
    private readonly Dictionary<string, CompiledPool> _byVersion = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EndpointEntry> _byId;

    /// <summary>Compiles validated pools.</summary>
    /// <param name="configured">The pools.</param>
    /// <param name="cells">The in-flight counters by endpoint; new endpoints are added.</param>
    /// <param name="turns">The round robins by version; new versions are added.</param>
    public PoolSet(IReadOnlyList<Pool> configured, Dictionary<string, EndpointCell> cells, Dictionary<string, PoolTurns> turns)
    {
        Configured = configured;
        _byId = new Dictionary<string, EndpointEntry>(configured.Sum(pool => pool.Endpoints.Count), StringComparer.Ordinal);
        foreach (Pool pool in configured)
        {
            EndpointEntry[] entries = new EndpointEntry[pool.Endpoints.Count];
            for (int i = 0; i < entries.Length; i++)
            {
                Endpoint endpoint = pool.Endpoints[i];
                if (!cells.TryGetValue(endpoint.Id, out EndpointCell? cell))
                {
                    cell = new EndpointCell();
                    cells.Add(endpoint.Id, cell);
                }

                entries[i] = new EndpointEntry(endpoint, pool.Version, cell);
                _byId.Add(endpoint.Id, entries[i]);
            }

            if (!turns.TryGetValue(pool.Version, out PoolTurns? turn))
            {
                turn = new PoolTurns();
                turns.Add(pool.Version, turn);
            }

            _byVersion.Add(pool.Version, new CompiledPool(pool.Policy, entries, turn));
        }
    }

    public IReadOnlyList<Pool> Configured { get; }

    public CompiledPool? Find(string version) => _byVersion.GetValueOrDefault(version);

    public EndpointEntry? FindEndpoint(string id) => _byId.GetValueOrDefault(id);

    public int Count => _byId.Count;

    public bool Contains(string endpointId) => _byId.ContainsKey(endpointId);
}
