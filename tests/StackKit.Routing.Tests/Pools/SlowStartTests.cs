using Microsoft.Extensions.Time.Testing;
using static StackKit.Routing.Tests.Pools.PoolTesting;
using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Pools;

public sealed class SlowStartTests
{
    private static readonly SlowStart s_tenSeconds = new(TimeSpan.FromSeconds(10));

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Pick_EndpointJoined_GrowsToItsShareWithinTheWindow()
    {
        Router router = WithPool(Three() with { SlowStart = s_tenSeconds }, At(_time));

        router.SetPools([PoolOf("stable", "a", "b", "c", "new") with { SlowStart = s_tenSeconds }]);

        double[] shares = [ShareOfNew(router), ShareOfNewAfter(router, 5), ShareOfNewAfter(router, 5)];
        Assert.Equal(0.1 / 3.1, shares[0], 0.01);
        Assert.Equal(0.5 / 3.5, shares[1], 0.01);
        Assert.Equal(0.25, shares[2], 0.01);
    }

    [Fact]
    public void Pick_WindowOver_PublishesNothingMore()
    {
        Router router = WithPool(Three() with { SlowStart = s_tenSeconds }, At(_time));
        router.SetPools([PoolOf("stable", "a", "b", "c", "new") with { SlowStart = s_tenSeconds }]);
        _time.Advance(TimeSpan.FromSeconds(11));

        long before = router.SnapshotVersion;
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(before, router.SnapshotVersion);
    }

    [Fact]
    public void Pick_MostOfThePoolIsNew_GivesAllTheirShareAtOnce()
    {
        Router router = WithPool(PoolOf("stable", "a") with { SlowStart = s_tenSeconds }, At(_time));

        router.SetPools([PoolOf("stable", "a", "new", "newer") with { SlowStart = s_tenSeconds }]);

        Assert.Equal(1.0 / 3, ShareOfNew(router), 0.02);
    }

    [Fact]
    public void Pick_EndpointBackInHealth_IsWarmedUpAgain()
    {
        Pool pool = PoolOf("stable", "a", "b", "new") with { SlowStart = s_tenSeconds };
        Router router = WithPool(pool, At(_time));
        router.SetPools([pool with { Endpoints = [.. pool.Endpoints.Take(2), pool.Endpoints[2] with { Healthy = false }] }]);
        _time.Advance(TimeSpan.FromMinutes(1));

        router.SetPools([pool]);

        Assert.Equal(0.1 / 2.1, ShareOfNew(router), 0.02);
    }

    [Fact]
    public void Pick_SamePoolSetAgain_GoesOnWarming()
    {
        Router router = WithPool(Three() with { SlowStart = s_tenSeconds }, At(_time));
        Pool four = PoolOf("stable", "a", "b", "c", "new") with { SlowStart = s_tenSeconds };
        router.SetPools([four]);
        _time.Advance(TimeSpan.FromSeconds(5));

        router.SetPools([four]);

        Assert.Equal(0.5 / 3.5, ShareOfNew(router), 0.02);
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.70710678)]
    [InlineData(0.5, 0.25)]
    public void ShareAfter_HalfTheWindow_FollowsEnvoysFormula(double aggression, double expected) =>
        Assert.Equal(expected, (s_tenSeconds with { Aggression = aggression }).ShareAfter(TimeSpan.FromSeconds(5)), 6);

    private static Pool Three() => PoolOf("stable", "a", "b", "c");

    private static double ShareOfNew(Router router) => SharesOf(router).GetValueOrDefault("new");

    private double ShareOfNewAfter(Router router, int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return ShareOfNew(router);
    }
}
