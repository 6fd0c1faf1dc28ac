namespace StackKit.Routing;

/// <summary>Endpoints that take requests, with what their policy needs and shares between all arms: turns, tables, and pickers of the application.</summary>
internal sealed class EndpointGroup
{
    private readonly EndpointEntry[] _entries;
    private readonly double[] _shares;
    private readonly string _policy;
    private readonly CycleCounter? _cycle;
    private readonly WeylSequence? _sequence;
    private readonly MaglevTable? _maglev;
    private readonly IPoolPicker? _custom;

    private EndpointGroup(Pool pool, EndpointEntry[] entries, double[] shares, EndpointGroup? previous, RouterStrategies strategies)
    {
        _entries = entries;
        _shares = shares;
        _policy = pool.Policy;
        switch (pool.Policy)
        {
            case PoolPolicies.RoundRobin:
                _cycle = previous?._cycle ?? new CycleCounter();
                _sequence = previous?._sequence ?? new WeylSequence();
                break;
            case PoolPolicies.ConsistentHash:
                _maglev = new MaglevTable(Array.ConvertAll(entries, entry => entry.Endpoint.Id), shares);
                break;
            default:
                _custom = strategies.FindPolicy(pool.Policy)?.CreatePicker(new PoolMembers(pool.Version, entries, shares), previous?._custom);
                break;
        }
    }

    /// <summary>Makes a group of the members that have a weight.</summary>
    /// <returns>The group; null when no member has one.</returns>
    public static EndpointGroup? Create(Pool pool, ReadOnlySpan<PoolMember> members, PoolWeights weights, EndpointGroup? previous, RouterStrategies strategies)
    {
        List<EndpointEntry> entries = new(members.Length);
        List<double> shares = new(members.Length);
        for (int i = 0; i < members.Length; i++)
        {
            if (weights.Values[i] > 0)
            {
                entries.Add(members[i].Entry);
                shares.Add(weights.Values[i]);
            }
        }

        double[] normalized = [.. shares];
        return Fractions.Normalize(normalized) ? new EndpointGroup(pool, [.. entries], normalized, previous, strategies) : null;
    }

    public DestinationPicker CreatePicker(ArmState arm)
    {
        Destination[] destinations = new Destination[_entries.Length];
        for (int i = 0; i < destinations.Length; i++)
        {
            destinations[i] = new Destination(arm, _entries[i], _shares[i]);
        }

        return _policy switch
        {
            PoolPolicies.Random => new AliasPicker(destinations, _shares),
            PoolPolicies.RoundRobin => CreateRoundRobin(destinations),
            PoolPolicies.PowerOfTwoChoices => new TwoChoicesPicker(destinations, _shares),
            PoolPolicies.LeastRequests => new LeastRequestsPicker(destinations, _shares),
            PoolPolicies.ConsistentHash => new HashPicker(destinations, _shares, _maglev!),
            _ => new CustomPicker(destinations, _custom!, _policy),
        };
    }

    private DestinationPicker CreateRoundRobin(Destination[] destinations)
    {
        bool isEven = Array.TrueForAll(_shares, share => share == _shares[0]);
        return isEven ? new CyclePicker(destinations, _cycle!) : new SequencePicker(destinations, _shares, _sequence!);
    }
}
