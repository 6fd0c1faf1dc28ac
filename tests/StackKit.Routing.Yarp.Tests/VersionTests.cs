using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.SessionAffinity;

namespace StackKit.Routing.Yarp.Tests;

/// <summary>Which version, and which of its instances, a request reaches.</summary>
public sealed class VersionTests
{
    [Fact]
    public async Task UseStackKit_TenPercent_IsExactAndCounted()
    {
        await using Backend one = await Backend.StartAsync("one");
        await using Backend two = await Backend.StartAsync("two");
        await using Proxy proxy = await Proxy.StartOverConfigurationAsync(("a", one.Address, "1"), ("b", two.Address, "2"));
        proxy.SetWeights(90, 10);

        Dictionary<string, int> answers = await proxy.SendAsync(100);

        Assert.InRange(answers["two"], 8, 12);
        Assert.Equal(100, answers["one"] + answers["two"]);
        Assert.Equal((answers["two"], 0, 0), await proxy.ReadAsync("2", answers["two"]));
    }

    [Fact]
    public async Task UseStackKit_DestinationWithoutVersion_IsChosenOnlyWhileThereIsNoSplit()
    {
        await using Backend one = await Backend.StartAsync("one");
        await using Backend unknown = await Backend.StartAsync("unknown");
        await using Proxy proxy = await Proxy.StartOverConfigurationAsync(("a", one.Address, "1"), ("b", unknown.Address, ""));

        while (unknown.Requests == 0)
        {
            await proxy.SendAsync(1); // balanced at random
        }

        int before = unknown.Requests;
        proxy.SetWeights(1, 0);
        Dictionary<string, int> answers = await proxy.SendAsync(50);

        Assert.Equal(50, answers["one"]);
        Assert.Equal(before, unknown.Requests);
    }

    [Fact]
    public async Task AddCluster_PoolsOfTheRouter_AreBalancedWithinTheVersion()
    {
        await using Backend a = await Backend.StartAsync("a");
        await using Backend b = await Backend.StartAsync("b");
        await using Backend c = await Backend.StartAsync("c");
        await using Proxy proxy = await Proxy.StartOverPoolsAsync(static cluster => cluster with { LoadBalancingPolicy = LoadBalancingPolicies.RoundRobin });
        proxy.Router.SetPools([new Pool("1", [new Endpoint("a", a.Address), new Endpoint("b", b.Address)]), new Pool("2", [new Endpoint("c", c.Address)])]);
        proxy.SetWeights(1, 0);

        Dictionary<string, int> answers = await proxy.SendAsync(40);

        Assert.Equal((20, 20, 0), (answers["a"], answers["b"], c.Requests));
    }

    [Fact]
    public async Task UseStackKit_Affinity_StaysWithinTheVersion()
    {
        await using Backend a = await Backend.StartAsync("a");
        await using Backend b = await Backend.StartAsync("b");
        await using Backend c = await Backend.StartAsync("c");
        SessionAffinityConfig affinity = new() { Enabled = true, AffinityKeyName = "X-Session", Policy = SessionAffinityConstants.Policies.CustomHeader };
        await using Proxy proxy = await Proxy.StartOverPoolsAsync(cluster => cluster with { SessionAffinity = affinity });
        proxy.Router.SetPools([new Pool("1", [new Endpoint("a", a.Address), new Endpoint("b", b.Address)]), new Pool("2", [new Endpoint("c", c.Address)])]);
        proxy.SetWeights(1, 0);

        using HttpResponseMessage first = await proxy.Client.GetAsync("/");
        string instance = await first.Content.ReadAsStringAsync();
        proxy.Client.DefaultRequestHeaders.Add("X-Session", first.Headers.GetValues("X-Session"));
        Dictionary<string, int> bound = await proxy.SendAsync(10);
        proxy.SetWeights(0, 1);
        Dictionary<string, int> moved = await proxy.SendAsync(10);

        Assert.Equal(10, bound[instance]);
        Assert.Equal(10, moved["c"]);
    }

    [Fact]
    public async Task UseStackKit_EndpointsThatDifferInCaseOnly_AreBothReached()
    {
        await using Backend upper = await Backend.StartAsync("upper");
        await using Backend lower = await Backend.StartAsync("lower");
        await using Proxy proxy = await Proxy.StartOverPoolsAsync(static cluster => cluster with { LoadBalancingPolicy = LoadBalancingPolicies.RoundRobin });
        proxy.Router.SetPools([new Pool("1", [new Endpoint("A", upper.Address), new Endpoint("a", lower.Address)])]);
        proxy.SetWeights(1, 0);

        Dictionary<string, int> both = await proxy.SendAsync(10);
        proxy.Router.SetPools([new Pool("1", [new Endpoint("a", lower.Address)])]);
        Dictionary<string, int> renamed = await proxy.SendAsync(10);

        Assert.Equal((5, 5), (both["upper"], both["lower"]));
        Assert.Equal(10, renamed["lower"]);
    }

    [Fact]
    public async Task UseStackKit_CandidateHasNoDestination_FallsBackToStable()
    {
        await using Backend one = await Backend.StartAsync("one");
        await using Proxy proxy = await Proxy.StartOverConfigurationAsync(("a", one.Address, "1"));
        proxy.SetWeights(60, 40);

        Dictionary<string, int> answers = await proxy.SendAsync(20);

        Assert.Equal(20, answers["one"]);
        Assert.Equal((20, 0, 0), await proxy.ReadAsync("1", 20));
        Assert.Equal((0, 0, 0), proxy.Read("2"));
    }

    [Fact]
    public async Task UseStackKit_StableHasNoDestination_NeverFloodsALighterCandidate()
    {
        await using Backend two = await Backend.StartAsync("two");
        await using Proxy proxy = await Proxy.StartOverConfigurationAsync(("b", two.Address, "2"));
        proxy.SetWeights(90, 10);

        Dictionary<string, int> answers = await proxy.SendAsync(100);

        Assert.InRange(two.Requests, 8, 12);
        Assert.Equal(100 - two.Requests, answers["503"]);
        Assert.Equal((answers["503"], answers["503"], 0), await proxy.ReadAsync("1", answers["503"]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task UseStackKit_VersionsOfEqualWeightWithoutDestination_Answers503(int versions)
    {
        await using Proxy proxy = await Proxy.StartOverConfigurationAsync(("x", "http://127.0.0.1:1/", "other"));
        proxy.Router.SetSplit(new Split { Arms = [.. Enumerable.Range(1, versions).Select(static v => new Arm($"{v}", 1))] });

        Dictionary<string, int> answers = await proxy.SendAsync(6);

        Assert.Equal(6, answers["503"]);
        await Condition.HoldsAsync(() => Enumerable.Range(1, versions).Sum(v => proxy.Read($"{v}").Failures) == 6);
        Assert.All(Enumerable.Range(1, versions), v => Assert.Equal(0, proxy.Router.GetInFlight($"{v}")));
    }
}
