using System.Net;
using StackKit.Routing;
using static StackKit.Testing.PolicyScene;

namespace StackKit.Testing;

/// <summary>Statements about which endpoints are chosen at all.</summary>
internal static class ChoiceStatements
{
    public static void IsKnownByName(PolicyScene scene)
    {
        Router router = scene.CreateRouter(CreateEndpoints(3));

        Require(router.Pools[0].Endpoints.Count == 3, $"The pool has {router.Pools[0].Endpoints.Count} endpoints instead of 3.");
    }

    public static void OnlyEndpoint(PolicyScene scene)
    {
        Dictionary<string, int> counts = scene.Count(scene.CreateRouter(CreateEndpoints(1)), 1_000);

        Require(counts.Count == 1, $"{counts.Count} endpoints were chosen of one.");
    }

    public static void AlwaysAnEndpoint(PolicyScene scene)
    {
        Router router = scene.CreateRouter(CreateEndpoints(7));
        string[] texts = ["", "a", "Zoë 😀", "\ud800", "\0\r\n", new string('x', 1_000_000)];
        foreach (string text in texts)
        {
            for (int i = 0; i < 100; i++)
            {
                scene.CancellationToken.ThrowIfCancellationRequested();
                RouteContext context = new() { StickyKey = text, User = text, Subset = text, RemoteAddress = i % 2 == 0 ? IPAddress.IPv6Loopback : null, Request = i % 3 == 0 ? text : null };
                bool isPicked = router.TryPick(in context, out RouteDecision decision);
                Require(isPicked && decision.Endpoint is not null, $"There was no endpoint for a request with a key of {text.Length} characters.");
            }
        }
    }

    public static void EveryEndpoint(PolicyScene scene)
    {
        foreach (int count in new[] { 2, 3, 10, 300 })
        {
            Dictionary<string, int> counts = scene.Count(scene.CreateRouter(CreateEndpoints(count)), count * 100);

            Require(counts.Count == count, $"Of {count} endpoints of equal weight only {counts.Count} were chosen in {count * 100} requests.");
        }
    }

    public static void OnlyThoseThatTakeRequests(PolicyScene scene)
    {
        Endpoint[] endpoints = CreateEndpoints(6);
        Router router = scene.CreateRouter(endpoints);
        scene.Count(router, 1_000);
        router.SetPools([scene.CreatePool(PolicyScene.Version, [endpoints[5], endpoints[1] with { Draining = true }, endpoints[2] with { Weight = 0 }, endpoints[3] with { Healthy = false }, endpoints[4]])]);

        Dictionary<string, int> counts = scene.Count(router, 1_000);

        Require(counts.Count == 2 && counts.ContainsKey("e4") && counts.ContainsKey("e5"), $"{string.Join(' ', counts.Keys)} were chosen instead of e4 and e5.");
    }

    public static void AnyWeights(PolicyScene scene)
    {
        double[][] all = [[1e-308, 1e-308], [1e308, 1e308, 1e308], [1e-308, 1, 1e308], [1, 1e-9], [.. Enumerable.Repeat(0.1, 1_000)]];
        foreach (double[] weights in all)
        {
            Dictionary<string, int> counts = scene.Count(scene.CreateRouter(CreateEndpoints(weights)), 1_000);

            Require(counts.Values.Sum() == 1_000, $"Only {counts.Values.Sum()} of 1000 requests had an endpoint with the weights {weights[0]}, {weights[1]} and so on.");
        }
    }

    public static void TwoVersions(PolicyScene scene)
    {
        Endpoint[] endpoints = CreateEndpoints(12);
        Router router = scene.CreateRouter(
            [new Arm("v1", 1), new Arm("v2", 1)],
            scene.CreatePool("v1", endpoints[..4]),
            scene.CreatePool("v2", endpoints[4..]));
        for (int i = 0; i < 5_000; i++)
        {
            scene.CancellationToken.ThrowIfCancellationRequested();
            RouteDecision decision = router.Pick(KeyOf(i));
            bool isOfFirst = Array.FindIndex(endpoints, endpoint => endpoint.Id == decision.Endpoint!.Id) < 4;

            Require(isOfFirst == (decision.Version == "v1"), $"Version {decision.Version} got endpoint {decision.Endpoint!.Id} of the other.");
        }
    }
}
