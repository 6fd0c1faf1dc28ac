using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Harness;
using StackKit.Routing;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace StackKit.Acceptance.Proxies;

/// <summary>P-YARP-0: a candidate of weight 0 gets nothing, also when it is the only one left that is healthy.</summary>
public sealed class UnhealthyStableScenario : IScenario
{
    private const int Requests = 200;

    /// <inheritdoc/>
    public string Id => "P-YARP-0";

    /// <inheritdoc/>
    public string Statement => "Stable unhealthy, candidate of weight 0: every request is answered with 503 and the candidate is never called; plain YARP calls it.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using Site stable = await StartBackendAsync(healthy: false);
        await using Site candidate = await StartBackendAsync(healthy: true);
        (int unavailable, int called) = await MeasureAsync(stable, candidate, static proxy => proxy.UseStackKit(), cancellationToken);
        (int plainUnavailable, int plainCalled) = await MeasureAsync(stable, candidate, static proxy => proxy.UseLoadBalancing(), cancellationToken);
        run.Figure("requests", Requests);
        run.Figure("answered_503", unavailable);
        run.Figure("candidate_called", called);
        run.Figure("plain_yarp_answered_503", plainUnavailable);
        run.Figure("plain_yarp_candidate_called", plainCalled);
        run.Check(unavailable == Requests, $"{unavailable} of {Requests} requests were answered with 503.");
        run.Check(called == 0, $"The candidate was called {called} times.");
        run.Check(plainCalled == Requests, $"The control is no control: plain YARP called the candidate {plainCalled} times.");
    }

    private static async Task<(int Unavailable, int Called)> MeasureAsync(Site stable, Site candidate, Action<IReverseProxyApplicationBuilder> pipeline, CancellationToken cancellationToken)
    {
        await using Site proxy = await StartProxyAsync(stable, candidate, pipeline);
        proxy.Router.SetSplit(new Split { Arms = [new Arm("1", 100), new Arm("2", 0)] });
        IProxyStateLookup state = proxy.Services.GetRequiredService<IProxyStateLookup>();
        await Site.WaitAsync(() => HealthOf(state, "stable") == DestinationHealth.Unhealthy && HealthOf(state, "candidate") == DestinationHealth.Healthy, cancellationToken);

        int before = candidate.Arrivals.Count;
        int unavailable = 0;
        using HttpClient client = new(new SocketsHttpHandler()) { BaseAddress = proxy.Address };
        for (int i = 0; i < Requests; i++)
        {
            using HttpResponseMessage response = await client.GetAsync("/", cancellationToken);
            unavailable += (int)response.StatusCode == StatusCodes.Status503ServiceUnavailable ? 1 : 0;
        }

        return (unavailable, candidate.Arrivals.Count - before);
    }

    private static DestinationHealth HealthOf(IProxyStateLookup state, string destination) =>
        state.TryGetCluster("shop", out ClusterState? cluster) && cluster.Destinations.TryGetValue(destination, out DestinationState? found) ? found.Health.Active : DestinationHealth.Unknown;

    // The probes of YARP go to /healthz and are not counted as arrivals.
    private static Task<Site> StartBackendAsync(bool healthy) => Site.StartAsync(
        HttpProtocols.Http1,
        static _ => { },
        app =>
        {
            app.MapGet("/healthz", () => healthy ? Results.Ok() : Results.StatusCode(StatusCodes.Status500InternalServerError));
            app.MapGet("/", static (Arrivals arrivals) => arrivals.Add());
        });

    private static Task<Site> StartProxyAsync(Site stable, Site candidate, Action<IReverseProxyApplicationBuilder> pipeline)
    {
        ClusterConfig cluster = new()
        {
            ClusterId = "shop",
            Destinations = new Dictionary<string, DestinationConfig>(StringComparer.Ordinal) { ["stable"] = Destination(stable, "1"), ["candidate"] = Destination(candidate, "2") },
            HealthCheck = new() { Active = new() { Enabled = true, Interval = TimeSpan.FromMilliseconds(100), Path = "/healthz" } },
        };
        return Site.StartAsync(
            HttpProtocols.Http1,
            services =>
            {
                services.AddReverseProxy().LoadFromMemory([new RouteConfig { RouteId = "all", ClusterId = "shop", Match = new RouteMatch { Path = "{**any}" } }], [cluster]);
                services.AddStackKit().AddYarp();
            },
            app => app.MapReverseProxy(pipeline));
    }

    private static DestinationConfig Destination(Site site, string version) =>
        new() { Address = site.Address.ToString(), Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["Version"] = version } };
}
