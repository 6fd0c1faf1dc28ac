namespace StackKit.Routing;

/// <summary>The weights by which the endpoints of a pool are chosen: what is configured, after health, panic, locality and slow start.</summary>
internal sealed class PoolWeights
{
    private PoolWeights(double[] weights, bool isPanicking)
    {
        Values = weights;
        IsPanicking = isPanicking;
    }

    /// <summary>Gets the weight of each member, by index; 0 when it is not to be chosen.</summary>
    public double[] Values { get; }

    /// <summary>Gets a value indicating whether too few members are healthy, so that health is ignored.</summary>
    public bool IsPanicking { get; }

    /// <summary>Computes the weights.</summary>
    /// <param name="pool">The options.</param>
    /// <param name="members">The endpoints.</param>
    /// <param name="environment">Where the router runs.</param>
    /// <param name="now">The time, for slow start.</param>
    public static PoolWeights Compute(Pool pool, ReadOnlySpan<PoolMember> members, RouterEnvironment environment, TimeSpan now)
    {
        double[] weights = new double[members.Length];
        bool panics = Panics(pool, members, static _ => true);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = members[i].IsActive || (panics && members[i].Entry.IsAdmissible) ? members[i].Entry.Endpoint.Weight : 0;
        }

        if (panics)
        {
            return new PoolWeights(weights, isPanicking: true);
        }

        if (pool.Locality != LocalityPreference.None && environment.Region is not null)
        {
            PreferRegion(pool, members, environment.Region, weights);
        }

        if (pool.Locality == LocalityPreference.Zone && environment.Zone is not null)
        {
            ZoneShares.Apply(members, environment.Zone, environment.ZoneCallerShare, weights);
        }

        if (pool.SlowStart is not null && pool.Policy != PoolPolicies.ConsistentHash)
        {
            WarmUp(pool.SlowStart, members, now, weights);
        }

        return new PoolWeights(weights, isPanicking: false);
    }

    private static bool Panics(Pool pool, ReadOnlySpan<PoolMember> members, Predicate<Endpoint> counts)
    {
        int all = 0;
        int active = 0;
        foreach (PoolMember member in members)
        {
            if (member.Entry.IsAdmissible && counts(member.Entry.Endpoint))
            {
                all++;
                active += member.IsActive ? 1 : 0;
            }
        }

        return all >= 2 && active < pool.PanicThreshold * all;
    }

    private static void PreferRegion(Pool pool, ReadOnlySpan<PoolMember> members, string region, double[] weights)
    {
        bool hasLocal = false;
        for (int i = 0; i < weights.Length; i++)
        {
            hasLocal |= weights[i] > 0 && members[i].Entry.Endpoint.Region == region;
        }

        if (!hasLocal || Panics(pool, members, endpoint => endpoint.Region == region))
        {
            return;
        }

        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = members[i].Entry.Endpoint.Region == region ? weights[i] : 0;
        }
    }

    private static void WarmUp(SlowStart slowStart, ReadOnlySpan<PoolMember> members, TimeSpan now, double[] weights)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            if (members[i].ActiveSince is { } since)
            {
                weights[i] *= slowStart.ShareAfter(now - since);
            }
        }
    }
}
