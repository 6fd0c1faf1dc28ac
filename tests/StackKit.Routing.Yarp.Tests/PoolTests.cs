using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;

namespace StackKit.Routing.Yarp.Tests;

/// <summary>Pools that change while requests come.</summary>
public sealed class PoolTests
{
    [Fact]
    public async Task SetPools_EndpointTakenOutUnderLoad_ReceivesNothingOnceItsCountIsZero()
    {
        const int Rounds = 20;
        await using Backend a = await Backend.StartAsync("a");
        await using Backend b = await Backend.StartAsync("b");
        await using Proxy proxy = await Proxy.StartOverPoolsAsync();
        Pool both = new("1", [new Endpoint("a", a.Address), new Endpoint("b", b.Address)]);
        proxy.Router.SetPools([both]);
        proxy.SetWeights(1, 0);
        using CancellationTokenSource stop = new();
        Task<int>[] users = [.. Enumerable.Range(0, 8).Select(_ => UseAsync(proxy, stop.Token))];

        int late = 0;
        for (int round = 0; round < Rounds; round++)
        {
            int begun = b.Requests;
            await Condition.HoldsAsync(() => b.Requests > begun);
            proxy.Router.SetPools([both with { Endpoints = [both.Endpoints[0]] }]);
            await Condition.HoldsAsync(() => proxy.Router.GetEndpointInFlight("b") == 0);
            int empty = b.Requests;
            int others = a.Requests;
            await Condition.HoldsAsync(() => a.Requests > others + 50);
            late += b.Requests - empty;
            proxy.Router.SetPools([both]);
        }

        await stop.CancelAsync();
        int[] failed = await Task.WhenAll(users);
        Assert.Equal(0, late);
        Assert.Equal(0, failed.Sum());
        Assert.Equal(0, proxy.Router.GetEndpointInFlight("a"));
    }

    [Fact]
    public async Task SetPools_VersionLosesItsPool_ItsEndpointReceivesNothing()
    {
        await using Backend one = await Backend.StartAsync("one");
        await using Backend two = await Backend.StartAsync("two");
        await using Proxy proxy = await Proxy.StartOverPoolsAsync();
        Pool stable = new("1", [new Endpoint("a", one.Address)]);
        proxy.Router.SetPools([stable, new Pool("2", [new Endpoint("b", two.Address)])]);
        proxy.SetWeights(60, 40);
        await proxy.SendAsync(10);

        proxy.Router.SetPools([stable]);
        int before = two.Requests;
        Dictionary<string, int> answers = await proxy.SendAsync(20);

        Assert.Equal(before, two.Requests);
        Assert.Equal(20, answers["one"]);
    }

    [Fact]
    public async Task SetPools_AllInstancesReplacedUnderLoad_FailsNoRequest()
    {
        await using Backend a = await Backend.StartAsync("a");
        await using Backend b = await Backend.StartAsync("b");
        await using Proxy proxy = await Proxy.StartOverPoolsAsync();
        proxy.Router.SetPools([new Pool("1", [new Endpoint("e0", a.Address)])]);
        proxy.SetWeights(1, 0);
        using CancellationTokenSource stop = new();
        Task<int>[] users = [.. Enumerable.Range(0, 8).Select(_ => UseAsync(proxy, stop.Token))];

        for (int i = 1; i <= 50; i++)
        {
            Backend next = i % 2 == 0 ? a : b;
            int begun = next.Requests;
            proxy.Router.SetPools([new Pool("1", [new Endpoint($"e{i}", next.Address)])]);
            await Condition.HoldsAsync(() => next.Requests > begun);
        }

        await stop.CancelAsync();
        int[] failed = await Task.WhenAll(users);
        Assert.Equal(0, failed.Sum());
    }

    [Fact]
    public async Task SetPools_Draining_IsNoDestinationAndItsRequestsStayInFlight()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using Backend slow = await Backend.StartAsync("slow", HttpProtocols.Http1, _ => release.Task);
        await using Backend other = await Backend.StartAsync("other");
        await using Proxy proxy = await Proxy.StartOverPoolsAsync();
        proxy.Router.SetPools([new Pool("1", [new Endpoint("s", slow.Address)])]);
        proxy.SetWeights(1, 0);
        Task<HttpResponseMessage> waiting = proxy.Client.GetAsync("/");
        await Condition.HoldsAsync(() => slow.Requests == 1);

        proxy.Router.SetPools([new Pool("1", [new Endpoint("s", slow.Address) { Draining = true }, new Endpoint("o", other.Address)])]);
        Dictionary<string, int> answers = await proxy.SendAsync(10);
        int inFlight = proxy.Router.GetEndpointInFlight("s");
        release.SetResult();
        using HttpResponseMessage response = await waiting;

        Assert.Equal(10, answers["other"]);
        Assert.Equal(1, inFlight);
        Assert.True(response.IsSuccessStatusCode);
        await Condition.HoldsAsync(() => proxy.Router.GetEndpointInFlight("s") == 0);
    }

    [Fact]
    public async Task ApplyAsync_ManyQuickChanges_ReturnsWhenTheLastIsProxiedTo()
    {
        await using Backend a = await Backend.StartAsync("a");
        await using Backend b = await Backend.StartAsync("b");
        await using Proxy proxy = await Proxy.StartOverPoolsAsync();
        proxy.SetWeights(1, 0);

        await Parallel.ForAsync(0, 100, (i, _) =>
        {
            proxy.Router.SetPools([new Pool("1", [new Endpoint($"e{i}", a.Address)])]);
            return ValueTask.CompletedTask;
        });
        proxy.Router.SetPools([new Pool("1", [new Endpoint("last", b.Address)])]);
        await proxy.Shifter.ApplyAsync(Intent(proxy), default).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        bool? verified = await proxy.Shifter.VerifyAsync(Intent(proxy), default);
        DestinationConfig destination = Assert.Single(Cluster(proxy)).Value;

        Assert.True(verified);
        Assert.Equal(b.Address, destination.Address);
        Assert.Equal(5, (await proxy.SendAsync(5))["b"]);
    }

    [Fact]
    public async Task ApplyAsync_DestinationsAreResolvedByName_Returns()
    {
        await using Backend a = await Backend.StartAsync("a");
        await using Proxy proxy = await Proxy.StartAsync(
            HttpProtocols.Http1,
            static reverse => reverse.LoadFromMemory([Proxy.CatchAll], []).AddDnsDestinationResolver(static dns => dns.AddressFamily = System.Net.Sockets.AddressFamily.InterNetwork),
            static yarp => yarp.AddCluster("shop"),
            static _ => { });
        proxy.SetWeights(1, 0);

        proxy.Router.SetPools([new Pool("1", [new Endpoint("a", a.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal))])]);
        await proxy.Shifter.ApplyAsync(Intent(proxy), default).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        Dictionary<string, int> answers = await proxy.SendAsync(5);

        Assert.Equal(5, answers["a"]);
    }

    [Fact]
    public async Task ApplyAsync_YarpRefusesTheConfiguration_Throws()
    {
        await using Backend a = await Backend.StartAsync("a");
        RefusingFilter filter = new();
        await using Proxy proxy = await Proxy.StartAsync(
            HttpProtocols.Http1,
            reverse => reverse.LoadFromMemory([Proxy.CatchAll], []).Services.AddSingleton<IProxyConfigFilter>(filter),
            static yarp => yarp.AddCluster("shop"),
            static _ => { });
        proxy.SetWeights(1, 0);

        filter.Refuses = true;
        proxy.Router.SetPools([new Pool("1", [new Endpoint("a", a.Address)])]);
        Task refused = proxy.Shifter.ApplyAsync(Intent(proxy), default).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => refused);
        filter.Refuses = false;
        proxy.Router.SetPools(proxy.Router.Pools);
        await proxy.Shifter.ApplyAsync(Intent(proxy), default).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

        Assert.Contains("refused", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.InnerException);
        Assert.Equal(1, (await proxy.SendAsync(1))["a"]);
    }

    [Fact]
    public async Task Supports_RouterWithoutCluster_IsFalse()
    {
        await using Proxy proxy = await Proxy.StartOverPoolsAsync();

        Assert.True(proxy.Shifter.Supports("shop"));
        Assert.False(proxy.Shifter.Supports("Shop"));
        Assert.False(proxy.Shifter.Supports("other"));
    }

    private static async Task<int> UseAsync(Proxy proxy, CancellationToken stop)
    {
        int failed = 0;
        while (!stop.IsCancellationRequested)
        {
            using HttpResponseMessage response = await proxy.Client.GetAsync("/", CancellationToken.None);
            failed += response.IsSuccessStatusCode ? 0 : 1;
        }

        return failed;
    }

    private static RoutingIntent Intent(Proxy proxy) => new("shop", proxy.Router.Split!, proxy.Router.Pools);

    private static IReadOnlyDictionary<string, DestinationConfig> Cluster(Proxy proxy) =>
        proxy.Services.GetServices<IProxyConfigProvider>().SelectMany(static provider => provider.GetConfig().Clusters).Single().Destinations!;

    private sealed class RefusingFilter : IProxyConfigFilter
    {
        public bool Refuses { get; set; }

        public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) =>
            Refuses ? throw new InvalidOperationException("not now") : ValueTask.FromResult(cluster);

        public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => ValueTask.FromResult(route);
    }
}
