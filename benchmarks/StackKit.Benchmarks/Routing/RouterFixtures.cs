using StackKit.Routing;

namespace StackKit.Benchmarks.Routing;

/// <summary>Routers of a given size.</summary>
internal static class RouterFixtures
{
    public const string Key = "user-8f14e45f-ceea-467f-a8f7-b0c2f12"; // 36 characters

    public static string[] Versions(int count) => [.. Enumerable.Range(0, count).Select(i => $"v{i:00}")];

    public static double[] Weights(int count) => [.. Enumerable.Range(0, count).Select(i => 1.0 + (i * 7 % 11))];

    public static Router Create(SplitMode mode, int versions, int endpoints, string policy)
    {
        string[] names = Versions(versions);
        double[] weights = Weights(versions);
        Router router = new("bench");
        Split split = new() { Mode = mode, Salt = "salt", Arms = [.. names.Select((name, i) => new Arm(name, weights[i]))] };
        Pool[] pools = endpoints == 0 ? [] : [.. names.Select(name => CreatePool(name, endpoints, policy))];
        router.Apply(split, pools);
        return router;
    }

    private static Pool CreatePool(string version, int endpoints, string policy)
    {
        double[] weights = policy == PoolPolicies.RoundRobin ? [.. Enumerable.Repeat(1.0, endpoints)] : Weights(endpoints);
        return new Pool(version, [.. Enumerable.Range(0, endpoints).Select(i => new Endpoint($"{version}-{i}", $"http://10.0.0.{i}/") { Weight = weights[i] })]) { Policy = policy };
    }
}
