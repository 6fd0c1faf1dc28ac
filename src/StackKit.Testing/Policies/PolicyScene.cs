using System.Globalization;
using StackKit.Routing;

namespace StackKit.Testing;

/// <summary>What statements about pool policies share.</summary>
internal sealed class PolicyScene(PoolPolicyFixture fixture, CancellationToken cancellationToken)
{
    public const string Version = "v1";

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Creates a router with one version, and a policy of its own.</summary>
    public Router CreateRouter(params IReadOnlyList<Endpoint> endpoints)
    {
        Router router = new("suite", fixture.CreateEnvironment());
        router.Apply(new Split { Arms = [new Arm(Version, 1)] }, [CreatePool(Version, endpoints)]);
        return router;
    }

    public Router CreateRouter(IReadOnlyList<Arm> arms, params IReadOnlyList<Pool> pools)
    {
        Router router = new("suite", fixture.CreateEnvironment());
        router.Apply(new Split { Arms = arms }, pools);
        return router;
    }

    public Pool CreatePool(string version, IReadOnlyList<Endpoint> endpoints) => new(version, endpoints) { Policy = fixture.Policy };

    public static Endpoint[] CreateEndpoints(params IReadOnlyList<double> weights) => [.. weights.Select(static (weight, i) => CreateEndpoint(i) with { Weight = weight })];

    public static Endpoint[] CreateEndpoints(int count) => [.. Enumerable.Range(0, count).Select(CreateEndpoint)];

    /// <summary>Counts how often each endpoint is chosen for requests with different keys.</summary>
    public Dictionary<string, int> Count(Router router, int choices)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        for (int i = 0; i < choices; i++)
        {
            CancellationToken.ThrowIfCancellationRequested();
            string id = router.Pick(KeyOf(i)).Endpoint!.Id;
            counts[id] = counts.GetValueOrDefault(id) + 1;
        }

        return counts;
    }

    public static string KeyOf(int number) => string.Create(CultureInfo.InvariantCulture, $"user-{number}");

    public static void Require(bool condition, FormattableString otherwise)
    {
        if (!condition)
        {
            throw new ConformanceException(FormattableString.Invariant(otherwise));
        }
    }

    private static Endpoint CreateEndpoint(int number) => new(string.Create(CultureInfo.InvariantCulture, $"e{number}"), string.Create(CultureInfo.InvariantCulture, $"http://10.0.0.1:{number}/"));
}
