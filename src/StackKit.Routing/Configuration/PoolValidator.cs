namespace StackKit.Routing;

/// <summary>Refuses pools that cannot be meant, and takes a copy that the caller can no longer change.</summary>
internal static class PoolValidator
{
    private const int MaxPools = 64;
    private const int MaxEndpoints = 200_000;
    private const int MaxAddressLength = 2_048;

    /// <summary>Validates pools.</summary>
    /// <returns>Equal pools whose lists are copies.</returns>
    /// <exception cref="RoutingConfigurationException">A field is refused.</exception>
    public static IReadOnlyList<Pool> Validate(IReadOnlyList<Pool> pools)
    {
        Pool[] copies = [.. pools];
        Require.That(copies.Length <= MaxPools, "Pools", $"must be at most {MaxPools}, not {copies.Length}.");
        HashSet<string> versions = new(StringComparer.Ordinal);
        HashSet<string> ids = new(copies.Sum(pool => pool?.Endpoints?.Count ?? 0), StringComparer.Ordinal);
        for (int i = 0; i < copies.Length; i++)
        {
            Pool pool = copies[i];
            Require.That(pool is not null, $"Pools[{i}]", "must not be null.");
            Require.That(Require.IsVisibleName(pool.Version), $"Pools[{i}].Version", Require.VisibleName);
            Require.That(versions.Add(pool.Version), $"Pools[{i}].Version", $"'{pool.Version}' is there twice.");
            Require.That(Enum.IsDefined(pool.Policy), $"Pools[{i}].Policy", $"{(int)pool.Policy} is not a pool policy.");
            Require.That(pool.Endpoints is not null, $"Pools[{i}].Endpoints", "must not be null.");
            Endpoint[] endpoints = [.. pool.Endpoints];
            Require.That(endpoints.Length <= MaxEndpoints, $"Pools[{i}].Endpoints", $"has {endpoints.Length} entries; at most {MaxEndpoints} are allowed.");
            CheckEndpoints(endpoints, ids, i);
            copies[i] = pool with { Endpoints = Array.AsReadOnly(endpoints) };
        }

        return Array.AsReadOnly(copies);
    }

    private static void CheckEndpoints(Endpoint[] endpoints, HashSet<string> ids, int pool)
    {
        for (int i = 0; i < endpoints.Length; i++)
        {
            Endpoint endpoint = endpoints[i];
            Require.That(endpoint is not null, $"Pools[{pool}].Endpoints[{i}]", "must not be null.");
            Require.That(Require.IsVisibleName(endpoint.Id), $"Pools[{pool}].Endpoints[{i}].Id", Require.VisibleName);
            Require.That(ids.Add(endpoint.Id), $"Pools[{pool}].Endpoints[{i}].Id", $"'{endpoint.Id}' is there twice; ids are unique within all pools of a router.");
            Require.That(endpoint.Address is { Length: >= 1 and <= MaxAddressLength }, $"Pools[{pool}].Endpoints[{i}].Address", $"must be 1 to {MaxAddressLength} characters.");
            Require.That(Require.IsWeight(endpoint.Weight), $"Pools[{pool}].Endpoints[{i}].Weight", $"must be finite and not negative, not {endpoint.Weight}.");
        }
    }
}
