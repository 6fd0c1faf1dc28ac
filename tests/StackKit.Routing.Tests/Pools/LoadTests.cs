using static StackKit.Routing.Tests.Pools.PoolTesting;

namespace StackKit.Routing.Tests.Pools;

/// <summary>Policies that look at requests in flight.</summary>
public sealed class LoadTests
{
    [Theory]
    [InlineData(PoolPolicies.PowerOfTwoChoices)]
    [InlineData(PoolPolicies.LeastRequests)]
    public void Pick_IdlePool_FollowsTheWeights(string policy)
    {
        Dictionary<string, double> shares = SharesOf(WithPool(Pool(policy, 50, 30, 20)));

        Assert.Equal([0.5, 0.3, 0.2], [.. new[] { "e0", "e1", "e2" }.Select(id => Math.Round(shares[id], 1))]);
    }

    [Fact]
    public void Begin_PowerOfTwoChoices_PrefersTheLessLoaded()
    {
        Router router = WithPool(Pool(PoolPolicies.PowerOfTwoChoices, 1, 1));
        Load(router, "e0", 10);

        // The loaded one is taken only when it is drawn twice.
        Assert.Equal(0.25, SharesOf(router)["e0"], 0.02);
    }

    [Fact]
    public void Begin_LeastRequests_NeverTakesALoadedOneWhileAnotherIsFree()
    {
        Router router = WithPool(Pool(PoolPolicies.LeastRequests, 1, 1, 1));
        Load(router, "e0", 1);

        Dictionary<string, double> shares = SharesOf(router);

        Assert.False(shares.ContainsKey("e0"));
        Assert.Equal(0.5, shares["e1"], 0.02);
    }

    [Theory]
    [InlineData(PoolPolicies.PowerOfTwoChoices, 25)]
    [InlineData(PoolPolicies.LeastRequests, 1)]
    public void Begin_NothingIsReported_LoadsByWeight(string policy, int tolerance)
    {
        Router router = WithPool(Pool(policy, 3, 1));
        ThreadRandom.Reset(5);

        for (int i = 0; i < 1_000; i++)
        {
            router.Begin();
        }

        Assert.InRange(router.GetEndpointInFlight("e0"), 750 - tolerance, 750 + tolerance);
    }

    [Fact]
    public void Begin_LeastRequestsOfEqualLoad_SpreadsOverAllEquals()
    {
        Router router = WithPool(Pool(PoolPolicies.LeastRequests, 1, 1, 1, 1));
        Load(router, "e0", 5);
        Load(router, "e1", 1);
        Load(router, "e2", 1);
        Load(router, "e3", 1);

        Dictionary<string, double> shares = SharesOf(router);

        Assert.All(new[] { "e1", "e2", "e3" }, id => Assert.InRange(shares[id], 0.2, 0.5));
    }

    private static void Load(Router router, string id, int requests)
    {
        RouteDecision decision = router.Pick();
        for (int i = 0; i < requests; i++)
        {
            Assert.True(router.TryBeginEndpoint(in decision, id, out _));
        }
    }

    private static Pool Pool(string policy, params double[] weights) =>
        new("stable", [.. weights.Select((weight, i) => new Endpoint($"e{i}", $"e{i}") { Weight = weight })]) { Policy = policy };
}
