using StackKit.Routing;
using static StackKit.Testing.PolicyScene;

namespace StackKit.Testing;

/// <summary>Statements about how often each endpoint is chosen.</summary>
internal static class ShareStatements
{
    private const double OneInAMillion = 4.75; // the quantile of the normal distribution

    private static readonly double[][] AllWeights = [[1, 1], [9, 1], [50, 30, 20], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [5, 0.5, 0.5, 3, 1]];

    public static void FollowsWeights(PolicyScene scene)
    {
        foreach (double[] weights in AllWeights)
        {
            Check(scene.Count(scene.CreateRouter(CreateEndpoints(weights)), 100_000), weights);
        }
    }

    public static void SurvivesRefreshes(PolicyScene scene)
    {
        double[] weights = [9, 1];
        Endpoint[] endpoints = CreateEndpoints(weights);
        Router router = scene.CreateRouter(endpoints);
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        for (int i = 0; i < 5_000; i++)
        {
            scene.CancellationToken.ThrowIfCancellationRequested();
            if (i % 5 == 0)
            {
                router.SetPools([scene.CreatePool(PolicyScene.Version, endpoints)]);
            }

            string id = router.Pick(KeyOf(i)).Endpoint!.Id;
            counts[id] = counts.GetValueOrDefault(id) + 1;
        }

        Check(counts, weights);
    }

    public static void AvoidsLoad(PolicyScene scene)
    {
        Router router = scene.CreateRouter(CreateEndpoints(2));
        RouteDecision decision = router.Pick();
        for (int i = 0; i < 100; i++)
        {
            router.TryBeginEndpoint(in decision, "e0", out _);
        }

        int loaded = scene.Count(router, 10_000).GetValueOrDefault("e0");

        Require(loaded < 3_500, $"The endpoint with 100 requests in flight got {loaded} of 10000 requests, the idle one the others.");
    }

    private static void Check(Dictionary<string, int> counts, double[] weights)
    {
        double chiSquare = 0;
        int all = counts.Values.Sum();
        for (int i = 0; i < weights.Length; i++)
        {
            double expected = all * weights[i] / weights.Sum();
            double difference = counts.GetValueOrDefault(FormattableString.Invariant($"e{i}")) - expected;
            chiSquare += difference * difference / expected;
        }

        // The quantile of the chi-square distribution by Wilson and Hilferty.
        double freedom = weights.Length - 1;
        double bound = freedom * Math.Pow(1 - (2 / (9 * freedom)) + (OneInAMillion * Math.Sqrt(2 / (9 * freedom))), 3);
        string seen = string.Join(' ', counts.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => FormattableString.Invariant($"{pair.Key}:{pair.Value}")));
        Require(chiSquare <= bound, $"With the weights {string.Join(' ', weights)} the endpoints got {seen}: chi-square {chiSquare:0.0} is above {bound:0.0}.");
    }
}
