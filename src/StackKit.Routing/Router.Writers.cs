namespace StackKit.Routing;

/// <summary>Configuration: everything is validated before anything changes, and published as one snapshot.</summary>
public sealed partial class Router
{
    private readonly Lock _writing = new();
    private readonly List<EndpointHistory> _departed = []; // endpoints that left the pools with requests in flight

    // The router is all there is to say: a second parameter would repeat it.
#pragma warning disable MA0046
    /// <summary>Raised after a split was set or a version halted, on the thread that did so.</summary>
    public event Action<Router>? SplitChanged;

    /// <summary>Raised after pools were set, on the thread that did so.</summary>
    public event Action<Router>? PoolsChanged;
#pragma warning restore MA0046

    /// <summary>Gets the split in force, with its final epoch, generation and history; null until one is set.</summary>
    public Split? Split => Volatile.Read(ref _snapshot).Split?.Configured;

    /// <summary>Gets the pools in force.</summary>
    public IReadOnlyList<Pool> Pools => Volatile.Read(ref _snapshot).Pools.Configured;

    /// <summary>Gets how often something was published; it grows with each change.</summary>
    public long SnapshotVersion => Volatile.Read(ref _snapshot).Version;

    /// <summary>Replaces split and rules.</summary>
    /// <param name="split">The split. With epoch and generation both 0 it becomes the next generation of the current epoch.</param>
    /// <returns>False when epoch and generation are not above the current ones: then nothing changed.</returns>
    /// <exception cref="RoutingConfigurationException">A field is refused; nothing changed.</exception>
    public bool SetSplit(Split split)
    {
        ArgumentNullException.ThrowIfNull(split);

        return Publish(SplitValidator.Validate(split, _strategies), pools: null);
    }

    /// <summary>Replaces all pools.</summary>
    /// <remarks>Endpoints that keep their id keep their requests in flight. A version without a pool is picked without an endpoint.</remarks>
    /// <param name="pools">The pools; empty for none.</param>
    /// <exception cref="RoutingConfigurationException">A field is refused; nothing changed.</exception>
    public void SetPools(IReadOnlyList<Pool> pools)
    {
        ArgumentNullException.ThrowIfNull(pools);

        Publish(split: null, PoolValidator.Validate(pools, _strategies));
    }

    /// <summary>Replaces split, rules and pools in one snapshot.</summary>
    /// <param name="split">The split. With epoch and generation both 0 it becomes the next generation of the current epoch.</param>
    /// <param name="pools">The pools; empty for none.</param>
    /// <returns>False when epoch and generation are not above the current ones: then nothing changed, nor did the pools.</returns>
    /// <exception cref="RoutingConfigurationException">A field is refused; nothing changed.</exception>
    public bool Apply(Split split, IReadOnlyList<Pool> pools)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(pools);

        return Publish(SplitValidator.Validate(split, _strategies), PoolValidator.Validate(pools, _strategies));
    }

    /// <summary>Takes a version out at once, on this router alone: weight 0, and the rules that allow it off, until a newer split is set.</summary>
    /// <remarks>Epoch and generation stay. Without another version of a weight above 0 nothing can be picked. An unknown version changes nothing.</remarks>
    /// <param name="version">The version.</param>
    public void Halt(string version)
    {
        ArgumentNullException.ThrowIfNull(version);

        lock (_writing)
        {
            SplitState? current = _snapshot.Split;
            if (current is null || current.Halted.Contains(version) || !Array.Exists(current.Arms, arm => arm.Version == version))
            {
                return;
            }

            Exchange(current.Halt(version, _ledger), _snapshot.Pools, Now);
        }

        SplitChanged?.Invoke(this);
    }

    /// <summary>Says whether a version was taken out by <see cref="Halt"/> and no newer split has been set.</summary>
    /// <param name="version">The version.</param>
    public bool IsHalted(string version)
    {
        ArgumentNullException.ThrowIfNull(version);

        return Volatile.Read(ref _snapshot).Split?.Halted.Contains(version) ?? false;
    }

    private bool Publish(Split? split, IReadOnlyList<Pool>? pools)
    {
        lock (_writing)
        {
            SplitState? state = _snapshot.Split;
            if (split is not null)
            {
                Split? next = Continue(split, state?.Configured);
                if (next is null)
                {
                    return false;
                }

                state = SplitState.Create(next, state, _strategies, _ledger);
            }

            TimeSpan now = Now;
            PoolSet set = pools is null ? _snapshot.Pools : new PoolSet(pools, _snapshot.Pools, _departed, _strategies, now);
            Exchange(state, set, now);
        }

        if (split is not null)
        {
            SplitChanged?.Invoke(this);
        }

        if (pools is not null)
        {
            PoolsChanged?.Invoke(this);
        }

        return true;
    }

    /// <summary>Gives a split its number and its history.</summary>
    /// <returns>The split; null when it is not newer than the current one.</returns>
    private static Split? Continue(Split split, Split? current)
    {
        StickyHistory? history = split.Mode == SplitMode.Sticky ? split.History ?? StickyHistory.Continue(current, split) : split.History;
        if (split.Epoch == 0 && split.Generation == 0)
        {
            return split with { Epoch = current?.Epoch ?? 0, Generation = (current?.Generation ?? 0) + 1, History = history };
        }

        bool isNewer = current is null || split.Epoch > current.Epoch || (split.Epoch == current.Epoch && split.Generation > current.Generation);
        return isNewer ? split with { History = history } : null;
    }

    private void Exchange(SplitState? split, PoolSet pools, TimeSpan now)
    {
        Snapshot before = _snapshot;

        // A plain write could still wait in the store buffer when this method returns; the exchange is a full fence.
        Interlocked.Exchange(ref _snapshot, new Snapshot(before.Version + 1, split, pools, _sequence));
        if (split is not null && !ReferenceEquals(split, before.Split))
        {
            _ledger.Begin(split.Arms);
        }

        if (!ReferenceEquals(pools, before.Pools))
        {
            pools.Commit(before.Pools, _departed);
            Schedule(pools.NextChange, now);
        }
    }
}
