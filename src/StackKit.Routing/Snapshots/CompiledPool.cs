using System.Runtime.CompilerServices;

namespace StackKit.Routing;

/// <summary>The endpoints of one version that take requests, ready to be picked from.</summary>
internal sealed class CompiledPool
{
    private readonly AliasTable<EndpointEntry> _alias;
    private readonly EndpointEntry[] _turns = [];
    private readonly CycleCounter? _cycle;
    private readonly WeylSequence? _sequence;
    private readonly IntervalTable _intervals;

    /// <summary>Builds the pool.</summary>
    /// <param name="policy">How an endpoint is chosen.</param>
    /// <param name="entries">All endpoints, also those that take no requests.</param>
    /// <param name="turns">The state of the round robin, which outlives the pool.</param>
    public CompiledPool(PoolPolicy policy, ReadOnlySpan<EndpointEntry> entries, PoolTurns turns)
    {
        List<EndpointEntry> admitted = new(entries.Length);
        foreach (EndpointEntry entry in entries)
        {
            if (entry.IsAdmissible)
            {
                admitted.Add(entry);
            }
        }

        EndpointEntry[] items = [.. admitted];
        double[] shares = Array.ConvertAll(items, e => e.Endpoint.Weight);
        if (!Fractions.Normalize(shares))
        {
            return;
        }

        if (policy == PoolPolicy.Random)
        {
            _alias = new AliasTable<EndpointEntry>(items, shares);
            return;
        }

        _turns = items;
        if (Array.TrueForAll(items, e => e.Endpoint.Weight == items[0].Endpoint.Weight))
        {
            _cycle = turns.Cycle;
        }
        else
        {
            _sequence = turns.Sequence;
            _intervals = new IntervalTable(shares);
        }
    }

    /// <summary>Gets a value indicating whether no endpoint takes requests.</summary>
    public bool IsEmpty => _alias.IsEmpty && _turns.Length == 0;

    /// <summary>Picks an endpoint.</summary>
    /// <returns>The endpoint; null when none takes requests.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EndpointEntry? Pick() => _alias.IsEmpty ? PickInTurn() : _alias.Pick(ThreadRandom.Next());

    private EndpointEntry? PickInTurn()
    {
        if (_cycle is not null)
        {
            return _turns[_cycle.Next() % (uint)_turns.Length];
        }

        return _sequence is null ? null : _turns[_intervals.Find(_sequence.Next())];
    }
}
