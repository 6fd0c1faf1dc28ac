using System.Collections.Frozen;

namespace StackKit.Routing;

/// <summary>The endpoints of one version that take requests, ready to be chosen from once their arm is known.</summary>
internal sealed class CompiledPool
{
    // What a slow start gains in between is too little to see.
    private static readonly TimeSpan s_warmUpStep = TimeSpan.FromMilliseconds(250);

    private readonly EndpointGroup? _all; // null when no endpoint takes requests
    private readonly FrozenDictionary<string, EndpointGroup>? _subsets;

    /// <summary>Compiles a validated pool.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="members">Its endpoints, also those that take no requests.</param>
    /// <param name="previous">The pool of the version before; null when there was none.</param>
    /// <param name="strategies">The policies of the application, and where the router runs.</param>
    /// <param name="now">The time on the router's clock.</param>
    public CompiledPool(Pool pool, PoolMember[] members, CompiledPool? previous, RouterStrategies strategies, TimeSpan now)
    {
        Configured = pool;
        Members = members;
        CompiledPool? continued = previous?.Configured.Policy == pool.Policy ? previous : null;
        PoolWeights weights = PoolWeights.Compute(pool, members, strategies.Environment, now);
        _all = EndpointGroup.Create(pool, members, weights, continued?._all, strategies);
        if (pool.SubsetLabel is { } label)
        {
            _subsets = CreateSubsets(pool, label, members, continued, strategies, now);
        }

        int ejected = Array.FindAll(members, member => member.IsEjected).Length;
        int receiving = weights.Values.Count(weight => weight > 0);
        Status = new PoolStatus(pool.Version) { Endpoints = members.Length, Receiving = receiving, Ejected = ejected, IsPanicking = weights.IsPanicking };
        foreach (PoolMember member in members)
        {
            NextChange = PoolSet.Earlier(NextChange, member.IsEjected ? member.Entry.History.EjectedUntil : member.ActiveSince is null ? null : now + s_warmUpStep);
        }
    }

    public Pool Configured { get; }

    /// <summary>Gets all endpoints, also those that take no requests.</summary>
    public PoolMember[] Members { get; }

    public PoolStatus Status { get; }

    /// <summary>Gets when the weights change by themselves; null when they do not.</summary>
    public TimeSpan? NextChange { get; }

    /// <summary>Creates what chooses between the endpoints for one arm.</summary>
    /// <param name="arm">The arm.</param>
    /// <returns>The picker; null when no endpoint takes requests.</returns>
    public DestinationPicker? CreatePicker(ArmState arm)
    {
        DestinationPicker? whole = _all?.CreatePicker(arm);
        if (_subsets is null || whole is null)
        {
            return whole;
        }

        FrozenDictionary<string, DestinationPicker> subsets = _subsets.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.CreatePicker(arm), StringComparer.Ordinal);
        return new SubsetPicker(whole, subsets, Configured.SubsetFallback);
    }

    private static FrozenDictionary<string, EndpointGroup> CreateSubsets(
        Pool pool, string label, PoolMember[] members, CompiledPool? previous, RouterStrategies strategies, TimeSpan now)
    {
        Dictionary<string, EndpointGroup> subsets = new(StringComparer.Ordinal);
        foreach (IGrouping<string?, PoolMember> subset in members.GroupBy(member => member.Entry.Endpoint.Labels.GetValueOrDefault(label), StringComparer.Ordinal))
        {
            if (subset.Key is null)
            {
                continue;
            }

            PoolMember[] some = [.. subset];
            PoolWeights weights = PoolWeights.Compute(pool, some, strategies.Environment, now);
            if (EndpointGroup.Create(pool, some, weights, previous?._subsets?.GetValueOrDefault(subset.Key), strategies) is EndpointGroup group)
            {
                subsets.Add(subset.Key, group);
            }
        }

        return subsets.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
