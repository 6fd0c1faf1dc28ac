using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Pools;

public sealed class PoolTests
{
    [Fact]
    public void Pick_NoPoolForTheVersion_HasNoEndpoint()
    {
        Router router = WithSplit(TwoVersions(1, 0));
        router.SetPools([PoolOf("other", "x")]);

        RouteDecision decision = router.Pick();

        Assert.Equal("stable", decision.Version);
        Assert.Null(decision.Endpoint);
    }

    [Theory]
    [InlineData(PoolPolicies.Random)]
    [InlineData(PoolPolicies.RoundRobin)]
    public void Pick_Pool_FollowsEndpointWeightsAndSkipsThoseThatTakeNothing(string policy)
    {
        Router router = WithSplit(TwoVersions(1, 0));
        Endpoint[] endpoints = [new("a", "a") { Weight = 3 }, new("b", "b"), new("none", "n") { Weight = 0 }, new("leaving", "l") { Draining = true }];
        router.SetPools([new Pool("stable", endpoints) { Policy = policy }]);

        Dictionary<string, int> counts = Enumerable.Range(0, 8000).Select(_ => router.Pick().Endpoint!.Id).CountBy(id => id).ToDictionary(StringComparer.Ordinal);

        Assert.Equal("a b", string.Join(' ', counts.Keys.Order(StringComparer.Ordinal)));
        Assert.InRange(counts["a"], 5700, 6300);
    }

    [Fact]
    public void Pick_RoundRobinOfEqualWeights_TakesEachInTurnAcrossUpdates()
    {
        Router router = WithSplit(TwoVersions(1, 0));
        Pool pool = PoolOf("stable", "a", "b", "c") with { Policy = PoolPolicies.RoundRobin };
        List<string> ids = [];

        for (int i = 0; i < 30; i++)
        {
            router.SetPools([pool]);
            ids.Add(router.Pick().Endpoint!.Id);
        }

        Assert.All(Enumerable.Range(0, 27), i => Assert.Equal(ids[i], ids[i + 3]));
        Assert.Equal(3, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void TryPick_PoolWithoutAnAdmissibleEndpoint_FallsBackToAtLeastTheWeight()
    {
        Router router = new("shop");
        router.Apply(TwoVersions(60, 40), [PoolOf("stable", "s"), new Pool("candidate", [new Endpoint("c", "c") { Draining = true }])]);
        List<RouteDecision> decisions = [.. Enumerable.Range(0, 100).Select(_ => router.Pick())];

        Assert.All(decisions, decision => Assert.Equal("stable", decision.Version));
        Assert.InRange(decisions.Count(decision => decision.Reason == RouteReason.Fallback), 35, 45);
    }

    [Fact]
    public void TryPick_HeavierPoolEmpty_NeverFallsBackToTheLighter()
    {
        Router router = new("shop");
        router.Apply(TwoVersions(60, 40), [PoolOf("stable"), PoolOf("candidate", "c")]);

        int picked = Enumerable.Range(0, 100).Count(_ => router.TryPick(out RouteDecision _));

        Assert.InRange(picked, 35, 45);
    }

    [Fact]
    public void SetPools_ManyEndpoints_PicksEach()
    {
        Router router = WithSplit(TwoVersions(1, 0));
        string[] ids = [.. Enumerable.Range(0, 1000).Select(i => $"e{i}")];
        router.SetPools([PoolOf("stable", ids) with { Policy = PoolPolicies.RoundRobin }]);

        HashSet<string> picked = [.. Enumerable.Range(0, 1000).Select(_ => router.Pick().Endpoint!.Id)];

        Assert.Equal(1000, picked.Count);
    }
}
