using StackKit.Routing;

namespace StackKit.Benchmarks.Routers;

/// <summary>Routers of a given size; the one place that knows how pools are told what to do.</summary>
internal static class RouterFixtures
{
    /// <summary>The most versions of a split.</summary>
    public const int MaxVersions = 16;

    /// <summary>The most endpoints of a pool that chooses by key.</summary>
    public const int MaxHashed = 8_192;

    private const string Version = "v00000";

    public static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"v{i:00000}")];

    public static double[] Weights(int count) => [.. Enumerable.Range(0, count).Select(i => 1.0 + (i * 7 % 11))];

    /// <summary>Creates a router that chooses at random: between versions while a split may have so many, else between endpoints of one version.</summary>
    public static Router CreateRandom(int destinations) =>
        destinations <= MaxVersions ? CreateSplit(SplitMode.Random, destinations) : CreateRandomPool(destinations);

    /// <summary>Creates a router that follows the weights as closely as it can: a split while it may have so many versions, else a weighted round robin.</summary>
    public static Router CreateExact(int destinations) =>
        destinations <= MaxVersions ? CreateSplit(SplitMode.Exact, destinations) : CreatePool(Weighted(Version, destinations) with { Policy = PoolPolicies.RoundRobin });

    /// <summary>Creates a router that chooses by key: between versions while a split may have so many, else between endpoints of one version.</summary>
    public static Router CreateSticky(int destinations) =>
        destinations <= MaxVersions ? CreateSplit(SplitMode.Sticky, destinations) : CreatePool(Weighted(Version, Math.Min(destinations, MaxHashed)) with { Policy = PoolPolicies.ConsistentHash });

    /// <summary>Creates a router that chooses between versions, without endpoints.</summary>
    public static Router CreateSplit(SplitMode mode, int versions) => Create(mode, versions, []);

    /// <summary>Creates a router with one version and weighted endpoints to choose from.</summary>
    public static Router CreateRandomPool(int endpoints) => CreatePool(RandomPool(Version, endpoints));

    /// <summary>Creates a router with one version and equal endpoints that take turns.</summary>
    public static Router CreateRoundRobinPool(int endpoints) => CreatePool(Equal(Version, endpoints) with { Policy = PoolPolicies.RoundRobin });

    /// <summary>Creates a router with one version that sends requests to the less loaded of two endpoints.</summary>
    public static Router CreateLessBusyPool(int endpoints) => CreatePool(Weighted(Version, endpoints) with { Policy = PoolPolicies.PowerOfTwoChoices });

    /// <summary>Creates a router for each way in which a pool can choose.</summary>
    public static Router[] CreatePools(int endpoints) =>
    [
        CreateRandomPool(endpoints),
        CreateRoundRobinPool(endpoints),
        CreateExact(Math.Max(endpoints, MaxVersions + 1)),
        CreateLessBusyPool(endpoints),
        CreatePool(Weighted(Version, endpoints) with { Policy = PoolPolicies.LeastRequests }),
        CreatePool(Weighted(Version, Math.Min(endpoints, MaxHashed)) with { Policy = PoolPolicies.ConsistentHash }),
    ];

    /// <summary>Creates weighted endpoints of one version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="endpoints">How many.</param>
    /// <param name="turn">Shifts the weights by so many places, so that two sets differ.</param>
    public static Pool RandomPool(string version, int endpoints, int turn = 0) => Weighted(version, endpoints, turn) with { Policy = PoolPolicies.Random };

    private static Router CreatePool(Pool pool) => Create(SplitMode.Random, 1, pool);

    private static Router Create(SplitMode mode, int versions, params Pool[] pools)
    {
        string[] names = Names(versions);
        double[] weights = Weights(versions);
        Router router = new("bench");
        router.Apply(new Split { Mode = mode, Salt = "salt", Arms = [.. names.Select((name, i) => new Arm(name, weights[i]))] }, pools);
        return router;
    }

    private static Pool Weighted(string version, int endpoints, int turn = 0)
    {
        double[] weights = Weights(endpoints);
        return new Pool(version, [.. Enumerable.Range(0, endpoints).Select(i => CreateEndpoint(version, i, weights[(i + turn) % endpoints]))]);
    }

    private static Pool Equal(string version, int endpoints) => new(version, [.. Enumerable.Range(0, endpoints).Select(i => CreateEndpoint(version, i, weight: 1))]);

    private static Endpoint CreateEndpoint(string version, int number, double weight) =>
        new($"{version}-{number}", $"http://10.0.{number / 250}.{number % 250}/") { Weight = weight };
}
