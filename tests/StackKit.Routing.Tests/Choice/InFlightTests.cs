using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Choice;

public sealed class InFlightTests
{
    [Theory]
    [InlineData(Outcome.Success)]
    [InlineData(Outcome.Failure)]
    [InlineData(Outcome.Neither)]
    public void Report_Begun_ReturnsToZero(Outcome outcome)
    {
        Router router = new("shop");
        router.Apply(TwoVersions(1, 0), [PoolOf("stable", "a")]);

        RouteDecision decision = router.Begin();
        Assert.Equal((1, 1), (router.GetInFlight("stable"), router.GetEndpointInFlight("a")));
        router.Report(in decision, outcome, Latency);

        Assert.Equal((0, 0), (router.GetInFlight("stable"), router.GetEndpointInFlight("a")));
    }

    [Fact]
    public void Report_OnAnotherThread_ReturnsToZero()
    {
        Router router = WithSplit(TwoVersions(1, 1));
        RouteDecision[] decisions = [.. Enumerable.Range(0, 800).Select(_ => router.Begin())];

        RunOnThreads(8, number =>
        {
            for (int i = number; i < decisions.Length; i += 8)
            {
                router.Report(in decisions[i], Outcome.Success, Latency);
            }
        });

        Assert.Equal((0, 0), (router.GetInFlight("stable"), router.GetInFlight("candidate")));
    }

    [Fact]
    public void Report_Picked_CountsButIsNeverInFlight()
    {
        Router router = WithSplit(TwoVersions(1, 0));

        RouteDecision decision = router.Pick();
        Assert.Equal(0, router.GetInFlight("stable"));
        router.Report(in decision, Outcome.Success, Latency);

        Assert.Equal((0, 1L), (router.GetInFlight("stable"), CountersOf(router, "stable").Requests));
    }

    [Fact]
    public void GetEndpointInFlight_RemovedEndpoint_StaysReadableUntilZero()
    {
        Router router = new("shop");
        router.Apply(TwoVersions(1, 0), [PoolOf("stable", "a")]);
        RouteDecision decision = router.Begin();

        router.SetPools([PoolOf("stable", "b")]);
        router.SetPools([PoolOf("stable", "c")]);

        Assert.Equal(1, router.GetEndpointInFlight("a"));
        router.Report(in decision, Outcome.Success, Latency);
        Assert.Equal(0, router.GetEndpointInFlight("a"));
    }

    [Fact]
    public void GetInFlight_OldGenerations_AreCountedHoweverMany()
    {
        Router router = new("shop");
        List<RouteDecision> decisions = [];
        for (int i = 0; i < 100; i++)
        {
            router.SetSplit(TwoVersions(1, 0));
            decisions.Add(router.Begin());
        }

        Assert.Equal(100, router.GetInFlight("stable"));
        decisions.ForEach(decision => router.Report(in decision, Outcome.Success, Latency));

        Assert.Equal(0, router.GetInFlight("stable"));
        Assert.Equal(100, router.ReadCounters().Totals.Single(totals => totals.Version == "stable").Requests);
    }

    [Fact]
    public void TryBeginEndpoint_ChosenByAProxy_MovesTheFlight()
    {
        Router router = new("shop");
        router.Apply(TwoVersions(1, 0), [PoolOf("stable", "a") with { Endpoints = [new Endpoint("a", "a"), new Endpoint("b", "b")] }]);
        RouteDecision taken = router.Begin();
        string other = taken.Endpoint!.Id == "a" ? "b" : "a";

        bool begun = router.TryBeginEndpoint(in taken, other, out RouteDecision bound);

        Assert.True(begun);
        Assert.Equal(other, bound.Endpoint!.Id);
        Assert.Equal((1, 0, 1), (router.GetEndpointInFlight(other), router.GetEndpointInFlight(taken.Endpoint!.Id), router.GetInFlight("stable")));
        router.Report(in bound, Outcome.Success, Latency);
        Assert.Equal((0, 0), (router.GetEndpointInFlight(other), router.GetInFlight("stable")));
    }

    [Fact]
    public void TryBeginEndpoint_RemovedDrainingOrOfAnotherVersion_IsFalseAndCountsNothing()
    {
        Router router = new("shop");
        Pool stable = new("stable", [new Endpoint("a", "a"), new Endpoint("leaving", "l") { Draining = true }, new Endpoint("none", "n") { Weight = 0 }]);
        router.Apply(TwoVersions(1, 0), [stable, PoolOf("candidate", "c")]);
        RouteDecision taken = router.Begin();

        foreach (string id in new[] { "leaving", "none", "c", "unknown" })
        {
            Assert.False(router.TryBeginEndpoint(in taken, id, out RouteDecision bound));
            Assert.Equal("a", bound.Endpoint!.Id);
            Assert.Equal(0, router.GetEndpointInFlight(id));
        }

        Assert.Equal((1, 1), (router.GetEndpointInFlight("a"), router.GetInFlight("stable")));
    }

    [Fact]
    public void SetPools_EndpointOfAnotherVersion_CountsForTheVersionItServed()
    {
        Router router = new("shop");
        router.Apply(TwoVersions(1, 1), [PoolOf("stable", "a")]);
        RouteDecision old = router.Begin();
        while (old.Version != "stable")
        {
            router.Release(in old);
            old = router.Begin();
        }

        router.SetPools([PoolOf("candidate", "a")]);

        Assert.Equal((1, 0, 1), (router.GetInFlight("stable"), router.GetInFlight("candidate"), router.GetEndpointInFlight("a")));
        router.SetPools([PoolOf("stable", "a")]);
        Assert.Equal((1, 1), (router.GetInFlight("stable"), router.GetEndpointInFlight("a")));
        router.Report(in old, Outcome.Success, Latency);
        Assert.Equal((0, 0), (router.GetInFlight("stable"), router.GetEndpointInFlight("a")));
    }
}
