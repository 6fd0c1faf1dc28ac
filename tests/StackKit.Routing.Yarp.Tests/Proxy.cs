using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace StackKit.Routing.Yarp.Tests;

/// <summary>A real YARP in front of a cluster and a router that are both called <c>shop</c>, and a client that never repeats a request.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Proxy(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
        Router = app.Services.GetRequiredService<RouterSet>().GetOrAdd("shop");
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };
    }

    public Router Router { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public ITrafficShifter Shifter => _app.Services.GetServices<ITrafficShifter>().Single();

    /// <summary>Starts a proxy whose cluster is made of the pools of the router.</summary>
    public static Task<Proxy> StartOverPoolsAsync() => StartOverPoolsAsync(static cluster => cluster);

    public static Task<Proxy> StartOverPoolsAsync(Func<ClusterConfig, ClusterConfig> configure) =>
        StartAsync(HttpProtocols.Http1, static proxy => proxy.LoadFromMemory([CatchAll], []), yarp => yarp.AddCluster("shop", configure), static _ => { });

    /// <summary>Starts a proxy whose cluster has destinations of configuration: id, address and version, which is not set when empty.</summary>
    public static Task<Proxy> StartOverConfigurationAsync(params (string Id, string Address, string Version)[] destinations) => StartAsync(
        HttpProtocols.Http1,
        proxy => proxy.LoadFromConfig(Configure(destinations)),
        static _ => { },
        static _ => { });

    public static async Task<Proxy> StartAsync(HttpProtocols protocols, Action<IReverseProxyBuilder> proxy, Action<YarpRoutingOptions> yarp, Action<WebApplication> before)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        builder.Services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.None));
        builder.Services.AddRouting();
        builder.Services.AddRequestTimeouts();
        proxy(builder.Services.AddReverseProxy());
        builder.Services.AddStackKit().AddYarp(yarp);
        WebApplication app = builder.Build();
        app.UseRouting();
        before(app);
        app.MapReverseProxy(static pipeline => pipeline.UseStackKit());
        await app.StartAsync();
        return new Proxy(app, new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()));
    }

    public static RouteConfig CatchAll { get; } = new() { RouteId = "all", ClusterId = "shop", Match = new RouteMatch { Path = "{**any}" } };

    public void SetWeights(double stable, double candidate) => Router.SetSplit(new Split { Arms = [new Arm("1", stable), new Arm("2", candidate)] });

    /// <summary>Sends requests one after the other, and counts the answers by their text, or by their status where it is not 200.</summary>
    public async Task<Dictionary<string, int>> SendAsync(int requests)
    {
        Dictionary<string, int> answers = new(StringComparer.Ordinal);
        for (int i = 0; i < requests; i++)
        {
            using HttpResponseMessage response = await Client.GetAsync("/");
            string answer = response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync() : ((int)response.StatusCode).ToString();
            answers[answer] = answers.GetValueOrDefault(answer) + 1;
        }

        return answers;
    }

    /// <summary>Waits until nothing is in flight and this many requests of a version were counted, and reads them over all generations.</summary>
    public async Task<(long Requests, long Failures, long Neither)> ReadAsync(string version, long requests)
    {
        await Condition.HoldsAsync(() => Read(version).Requests >= requests && Router.GetInFlight(version) == 0);
        return Read(version);
    }

    public (long Requests, long Failures, long Neither) Read(string version)
    {
        ArmCounters[] arms = [.. Router.ReadCounters().Arms.Where(arm => arm.Version == version)];
        return (arms.Sum(arm => arm.Requests), arms.Sum(arm => arm.Failures), arms.Sum(arm => arm.Neither));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static IConfigurationRoot Configure((string Id, string Address, string Version)[] destinations)
    {
        Dictionary<string, string?> settings = new(StringComparer.Ordinal) { ["Routes:all:ClusterId"] = "shop", ["Routes:all:Match:Path"] = "{**any}" };
        foreach ((string id, string address, string version) in destinations)
        {
            settings[$"Clusters:shop:Destinations:{id}:Address"] = address;
            if (version.Length > 0)
            {
                settings[$"Clusters:shop:Destinations:{id}:Metadata:Version"] = version;
            }
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }
}
