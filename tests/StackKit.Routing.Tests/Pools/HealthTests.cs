using Microsoft.Extensions.Time.Testing;
using static StackKit.Routing.Tests.Pools.PoolTesting;
using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Pools;

public sealed class HealthTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("", "a b c d")]
    [InlineData("a", "b c d")]
    [InlineData("a b", "c d")] // half is not fewer than half
    [InlineData("a b c", "a b c d")] // panic
    [InlineData("a b c d", "a b c d")]
    public void Pick_SomeUnhealthy_AvoidsThemUntilTooFewAreLeft(string unhealthy, string receivers)
    {
        Router router = WithPool(Pool("a b c d", unhealthy));

        Assert.Equal(receivers, Receivers(router));
        Assert.Equal(unhealthy.Length > 3, router.ReadPools()[0].IsPanicking);
    }

    [Fact]
    public void TryPick_OnlyEndpointUnhealthy_LeavesItToTheSplit()
    {
        Router router = new("shop");
        router.Apply(TwoVersions(90, 10), [PoolOf("stable", "s"), Pool("c", "c") with { Version = "candidate" }]);

        RouteDecision[] decisions = [.. Enumerable.Range(0, 100).Select(_ => router.Pick())];

        Assert.All(decisions, decision => Assert.Equal("stable", decision.Version));
        Assert.Contains(decisions, decision => decision.Reason == RouteReason.Fallback);
    }

    [Fact]
    public void TryEject_Endpoint_ComesBackWhenTheTimeIsOver()
    {
        Router router = WithPool(PoolOf("stable", "a", "b", "c"), At(_time));

        Assert.True(router.TryEject("a", TimeSpan.FromSeconds(30)));

        Assert.Equal("b c", Receivers(router));
        Assert.Equal(1, router.ReadPools()[0].Ejected);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("b c", Receivers(router));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("a b c", Receivers(router));
    }

    [Fact]
    public void Reinstate_EjectedEndpoint_ComesBackAtOnce()
    {
        Router router = WithPool(PoolOf("stable", "a", "b", "c"), At(_time));
        router.TryEject("a", TimeSpan.FromSeconds(30));

        router.Reinstate("a");

        Assert.Equal("a b c", Receivers(router));
    }

    [Theory]
    [InlineData(3, 0.1, 1)] // one always may be
    [InlineData(30, 0.1, 3)]
    [InlineData(39, 0.1, 3)]
    [InlineData(4, 0, 1)]
    [InlineData(4, 1, 4)]
    public void TryEject_OneAfterAnother_StopsAtTheCap(int endpoints, double cap, int expected)
    {
        string[] ids = [.. Enumerable.Range(0, endpoints).Select(i => $"e{i}")];
        Router router = WithPool(PoolOf("stable", ids) with { MaxEjected = cap }, At(_time));

        int ejected = ids.Count(id => router.TryEject(id, TimeSpan.FromSeconds(30)));

        Assert.Equal(expected, ejected);
        Assert.True(router.TryEject(ids[0], TimeSpan.FromSeconds(60))); // it is ejected already: longer is no more
    }

    [Fact]
    public void TryEject_LongerThenShorter_KeepsTheLonger()
    {
        Router router = WithPool(PoolOf("stable", "a", "b"), At(_time));
        router.TryEject("a", TimeSpan.FromSeconds(60));

        router.TryEject("a", TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("b", Receivers(router));
    }

    [Fact]
    public void SetPools_WhileEjected_KeepsTheEjection()
    {
        Router router = WithPool(PoolOf("stable", "a", "b"), At(_time));
        router.TryEject("a", TimeSpan.FromSeconds(30));

        router.SetPools([PoolOf("stable", "a", "b", "c")]);
        Assert.Equal("b c", Receivers(router));
        router.SetPools([PoolOf("stable", "b", "c")]);
        router.SetPools([PoolOf("stable", "a", "b", "c")]);

        Assert.Equal("a b c", Receivers(router)); // taken out and put back: a new one
    }

    [Fact]
    public void TryEject_UnknownEndpoint_IsFalse() => Assert.False(WithPool(PoolOf("stable", "a")).TryEject("b", TimeSpan.FromSeconds(1)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(86_401)]
    public void TryEject_TimeOutOfRange_Throws(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>("time", () => WithPool(PoolOf("stable", "a")).TryEject("a", TimeSpan.FromSeconds(seconds)));

    private static Pool Pool(string ids, string unhealthy) =>
        new("stable", [.. ids.Split(' ').Select(id => new Endpoint(id, id) { Healthy = !unhealthy.Split(' ').Contains(id, StringComparer.Ordinal) })]);
}
