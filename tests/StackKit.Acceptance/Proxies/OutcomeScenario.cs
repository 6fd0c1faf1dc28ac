using System.Net;
using EnvelopeOutcome;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Harness;
using StackKit.Routing;
using Yarp.ReverseProxy.Configuration;
using Endpoint = StackKit.Routing.Endpoint;

namespace StackKit.Acceptance.Proxies;

/// <summary>P-OUTCOME: failures are found although HTTP says 200, and nobody is blamed for a client that goes away.</summary>
public sealed class OutcomeScenario : IScenario
{
    /// <inheritdoc/>
    public string Id => "P-OUTCOME";

    /// <inheritdoc/>
    public string Statement => "gRPC errors and {\"code\":500} under HTTP 200 count as failures, a client abort as neither, exactly as sent; in YARP and in process.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await RunInProcessAsync(run, cancellationToken);
        await RunYarpAsync(run, cancellationToken);
    }

    private static async Task RunInProcessAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        static void Services(IServiceCollection services)
        {
            AddShop(services);
            services.AddSingleton<IOutcomeClassifier, EnvelopeClassifier>().AddStackKit().AddHttpRouting();
        }

        static void Pipeline(WebApplication app)
        {
            app.UseStackKitRouting("shop");
            app.UseEnvelopePeek();
            MapShop(app);
        }

        await using Site grpc = await Site.StartAsync(HttpProtocols.Http2, Services, Pipeline);
        await using Site http = await Site.StartAsync(HttpProtocols.Http1, Services, Pipeline);
        await MeasureAsync(run, "inprocess", grpc, http, () => grpc.Arrivals.Count + http.Arrivals.Count, cancellationToken);
    }

    private static async Task RunYarpAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using Site grpcShop = await Site.StartAsync(HttpProtocols.Http2, AddShop, MapShop);
        await using Site httpShop = await Site.StartAsync(HttpProtocols.Http1, AddShop, MapShop);
        await using Site grpc = await StartProxyAsync(HttpProtocols.Http2, HttpVersion.Version20, grpcShop);
        await using Site http = await StartProxyAsync(HttpProtocols.Http1, HttpVersion.Version11, httpShop);
        await MeasureAsync(run, "yarp", grpc, http, () => grpcShop.Arrivals.Count + httpShop.Arrivals.Count, cancellationToken);
    }

    private static async Task MeasureAsync(ScenarioRun run, string where, Site grpc, Site http, Func<int> arrivals, CancellationToken cancellationToken)
    {
        Split split = new() { Arms = [new Arm("1", 1)] };
        grpc.Router.SetSplit(split);
        http.Router.SetSplit(split);
        OutcomeTraffic calls = new(grpc.Address, http.Address, arrivals);
        OutcomeTraffic requests = new(grpc.Address, http.Address, arrivals);
        await calls.CallAsync(good: 40, missing: 10, failing: 30, given: 7, cancellationToken);
        await requests.GetAsync(good: 40, failing: 30, given: 7, cancellationToken);
        await CheckAsync(run, $"{where}_grpc", grpc.Router, calls, cancellationToken);
        await CheckAsync(run, $"{where}_envelope", http.Router, requests, cancellationToken);
    }

    private static async Task CheckAsync(ScenarioRun run, string name, Router router, OutcomeTraffic traffic, CancellationToken cancellationToken)
    {
        await Site.WaitAsync(() => Counts.Of(router).Requests >= traffic.Sent.Requests && router.GetInFlight("1") == 0, cancellationToken);
        Counts counted = Counts.Of(router);
        run.Figure($"{name}_counted", counted.ToString());
        run.Figure($"{name}_sent", traffic.Sent.ToString());
        run.Check(counted == traffic.Sent, $"{name}: counted {counted}, sent {traffic.Sent} (requests/failures/neither).");
        run.Check(traffic.Unexpected == 0, $"{name}: {traffic.Unexpected} answers were not what the shop was told to give.");
    }

    private static Task<Site> StartProxyAsync(HttpProtocols protocols, Version version, Site shop) => Site.StartAsync(
        protocols,
        services =>
        {
            services.AddReverseProxy().LoadFromMemory([new RouteConfig { RouteId = "all", ClusterId = "shop", Match = new RouteMatch { Path = "{**any}" } }], []);
            services.AddSingleton<IOutcomeClassifier, EnvelopeClassifier>();
            services.AddStackKit().AddYarp(yarp => yarp.AddCluster("shop", cluster => cluster with { HttpRequest = new() { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact } }));
        },
        app =>
        {
            app.UseEnvelopePeek();
            app.MapReverseProxy(static proxy => proxy.UseStackKit());
            app.Services.GetRequiredService<RouterSet>().GetOrAdd("shop").SetPools([new Pool("1", [new Endpoint("one", shop.Address.ToString())])]);
        });

    private static void AddShop(IServiceCollection services) => services.AddGrpc();

    private static void MapShop(WebApplication app)
    {
        app.MapGrpcService<ShopService>();
        app.MapGet("/envelope/{code:int}", static (int code) => Results.Json(new { code, message = "see the code" }));
        app.MapGet("/wait", static (HttpContext context, Arrivals arrivals) =>
        {
            arrivals.Add();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
    }
}
