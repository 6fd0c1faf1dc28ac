using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace StackKit.Routing;

/// <summary>Refuses pools that cannot be meant, and takes a copy that the caller can no longer change. That ids are unique is seen when the copy is compiled.</summary>
internal static class PoolValidator
{
    private const int MaxPools = 64;
    private const int MaxEndpoints = 200_000;
    private const int MaxAddressLength = 2_048;
    private const int MaxLabels = 64;

    /// <summary>Validates pools.</summary>
    /// <returns>Equal pools whose lists are copies.</returns>
    /// <exception cref="RoutingConfigurationException">A field is refused.</exception>
    public static IReadOnlyList<Pool> Validate(IReadOnlyList<Pool> pools, RouterStrategies strategies)
    {
        Pool[] copies = [.. pools];
        Require.That(copies.Length <= MaxPools, "Pools", $"must be at most {MaxPools}, not {copies.Length}.");
        HashSet<string> versions = new(StringComparer.Ordinal);
        for (int i = 0; i < copies.Length; i++)
        {
            Pool pool = copies[i];
            Require.That(pool is not null, $"Pools[{i}]", "must not be null.");
            Require.That(Require.IsVisibleName(pool.Version), $"Pools[{i}].Version", Require.VisibleName);
            Require.That(versions.Add(pool.Version), $"Pools[{i}].Version", $"'{pool.Version}' is there twice.");
            CheckOptions(pool, i, strategies);
            Require.That(pool.Endpoints is not null, $"Pools[{i}].Endpoints", "must not be null.");
            Endpoint[] endpoints = [.. pool.Endpoints];
            Require.That(endpoints.Length <= MaxEndpoints, $"Pools[{i}].Endpoints", $"has {endpoints.Length} entries; at most {MaxEndpoints} are allowed.");
            bool isTooLarge = pool.Policy == PoolPolicies.ConsistentHash && endpoints.Length > MaglevTable.MaxEndpoints;
            Require.That(!isTooLarge, $"Pools[{i}].Endpoints", $"has {endpoints.Length} entries; at most {MaglevTable.MaxEndpoints} are allowed with policy {PoolPolicies.ConsistentHash}.");
            CheckEndpoints(endpoints, i);
            copies[i] = pool with { Endpoints = Array.AsReadOnly(endpoints) };
        }

        return Array.AsReadOnly(copies);
    }

    private static void CheckOptions(Pool pool, int index, RouterStrategies strategies)
    {
        bool isPolicy = pool.Policy is not null && (PoolPolicies.IsBuiltIn(pool.Policy) || strategies.FindPolicy(pool.Policy) is not null);
        Require.That(isPolicy, $"Pools[{index}].Policy", $"'{pool.Policy}' is not a pool policy of this router; there are: {strategies.PolicyNames}.");
        Require.That(Enum.IsDefined(pool.Locality), $"Pools[{index}].Locality", $"{(int)pool.Locality} is neither None, Region nor Zone.");
        Require.That(pool.PanicThreshold is >= 0 and <= 1, $"Pools[{index}].PanicThreshold", $"must be from 0 to 1, not {pool.PanicThreshold}.");
        Require.That(pool.MaxEjected is >= 0 and <= 1, $"Pools[{index}].MaxEjected", $"must be from 0 to 1, not {pool.MaxEjected}.");
        Require.That(pool.SubsetLabel is null || Require.IsVisibleName(pool.SubsetLabel), $"Pools[{index}].SubsetLabel", Require.VisibleName);
        Require.That(Enum.IsDefined(pool.SubsetFallback), $"Pools[{index}].SubsetFallback", $"{(int)pool.SubsetFallback} is neither AnyEndpoint nor NoEndpoint.");
        if (pool.SlowStart is { } slowStart)
        {
            Require.That(slowStart.Window > TimeSpan.Zero && slowStart.Window <= TimeSpan.FromDays(1), $"Pools[{index}].SlowStart.Window", $"must be above zero and at most a day, not {slowStart.Window}.");
            Require.That(slowStart.MinShare is > 0 and <= 1, $"Pools[{index}].SlowStart.MinShare", $"must be above 0 and at most 1, not {slowStart.MinShare}.");
            Require.That(slowStart.Aggression is >= 0.1 and <= 10, $"Pools[{index}].SlowStart.Aggression", $"must be from 0.1 to 10, not {slowStart.Aggression}.");
        }
    }

    private static FrozenDictionary<string, string> CopyLabels(Endpoint endpoint, int pool, int index)
    {
        Require.That(endpoint.Labels is { Count: <= MaxLabels }, $"Pools[{pool}].Endpoints[{index}].Labels", $"must be at most {MaxLabels}, and not null.");
        foreach ((string name, string value) in endpoint.Labels)
        {
            bool isLabel = Require.IsVisibleName(name) && Require.IsVisibleName(value);
            Require.That(isLabel, $"Pools[{pool}].Endpoints[{index}].Labels", "must have names and values of 1 to 128 visible characters, without white space.");
        }

        return endpoint.Labels.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void CheckEndpoints(Endpoint[] endpoints, int pool)
    {
        for (int i = 0; i < endpoints.Length; i++)
        {
            Endpoint? endpoint = endpoints[i];
            if (!IsPlain(endpoint)) // most are, and there may be a hundred thousand
            {
                CheckEndpoint(endpoint, pool, i);
                endpoints[i] = endpoint with { Labels = CopyLabels(endpoint, pool, i) };
            }
        }
    }

    private static bool IsPlain([NotNullWhen(true)] Endpoint? endpoint) =>
        endpoint is { Address.Length: >= 1 and <= MaxAddressLength, Region: null, Zone: null, Labels.Count: 0 } && Require.IsVisibleName(endpoint.Id) && Require.IsWeight(endpoint.Weight);

    private static void CheckEndpoint([NotNull] Endpoint? endpoint, int pool, int index)
    {
        Require.That(endpoint is not null, $"Pools[{pool}].Endpoints[{index}]", "must not be null.");
        Require.That(Require.IsVisibleName(endpoint.Id), $"Pools[{pool}].Endpoints[{index}].Id", Require.VisibleName);
        Require.That(endpoint.Address is { Length: >= 1 and <= MaxAddressLength }, $"Pools[{pool}].Endpoints[{index}].Address", $"must be 1 to {MaxAddressLength} characters.");
        Require.That(Require.IsWeight(endpoint.Weight), $"Pools[{pool}].Endpoints[{index}].Weight", $"must be finite and not negative, not {endpoint.Weight}.");
        Require.That(endpoint.Region is null || Require.IsVisibleName(endpoint.Region), $"Pools[{pool}].Endpoints[{index}].Region", Require.VisibleName);
        Require.That(endpoint.Zone is null || Require.IsVisibleName(endpoint.Zone), $"Pools[{pool}].Endpoints[{index}].Zone", Require.VisibleName);
    }
}
