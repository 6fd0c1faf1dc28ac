using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Proxies;
using StackKit.Routing;
using Yarp.ReverseProxy.Configuration;

namespace StackKit.Acceptance.Routing;

/// <summary>RT-INFLIGHT: whatever becomes of requests, their counts return to zero.</summary>
public sealed class InFlightScenario : IScenario
{
    /// <inheritdoc/>
    public string Id => "RT-INFLIGHT";

    /// <inheritdoc/>
    public string Statement => "In Kestrel and in YARP, counts in flight by version and endpoint return to 0 after success, failure, cancellation, time-out, abort, a second report and removal of the endpoint; an adapter that reports only successes leaves some.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await TryKestrelAsync(run, cancellationToken);
        await TryYarpAsync(run, cancellationToken);
        await TryNaiveAsync(run, cancellationToken);
    }

    private static async Task TryKestrelAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        HeldRequests held = new();
        void Services(IServiceCollection services)
        {
            FateShop.AddServices(services, held);
            services.AddStackKit().AddHttpRouting();
        }

        static void Pipeline(WebApplication app)
        {
            app.UseRequestTimeouts();
            app.UseStackKitRouting("shop");
            app.Use(next => context => FateShop.ReportTwiceAsync(context, next));
            FateShop.Map(app);
        }

        await using Site site = await Site.StartAsync(HttpProtocols.Http1, Services, Pipeline);
        InFlightTrial trial = new(site, site.Address.ToString(), held);
        await CheckAsync(run, "kestrel", trial, site.Router, cancellationToken);
    }

    private static async Task TryYarpAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        HeldRequests held = new();
        await using Site shop = await Site.StartAsync(HttpProtocols.Http1, services => FateShop.AddServices(services, held), static app =>
        {
            app.UseRequestTimeouts();
            FateShop.Map(app);
        });
        string backend = shop.Address.ToString();
        void Services(IServiceCollection services)
        {
            services.AddReverseProxy().LoadFromMemory([new RouteConfig { RouteId = "all", ClusterId = "shop", Match = new RouteMatch { Path = "{**any}" } }], []);
            services.AddStackKit().AddYarp(static yarp => yarp.AddCluster("shop"));
        }

        void Pipeline(WebApplication app)
        {
            app.MapReverseProxy(static proxy =>
            {
                proxy.UseStackKit();
                proxy.Use(next => context => FateShop.ReportTwiceAsync(context, next));
            });
        }

        await using Site proxy = await Site.StartAsync(HttpProtocols.Http1, Services, Pipeline);
        await CheckAsync(run, "yarp", new InFlightTrial(proxy, backend, held), proxy.Router, cancellationToken);
    }

    private static async Task CheckAsync(ScenarioRun run, string name, InFlightTrial trial, Router router, CancellationToken cancellationToken)
    {
        await trial.RunAsync(run, name, cancellationToken);
        await Site.WaitAsync(() => Counts.Of(router).Requests >= trial.Sent && trial.InFlightByVersion + trial.InFlightByEndpoint == 0, cancellationToken);
        Counts counts = Counts.Of(router);
        run.Figure($"{name}-sent", trial.Sent);
        run.Figure($"{name}-counted", counts.ToString());
        run.Figure($"{name}-held-at-removed", trial.HeldAtRemoved);
        run.Figure($"{name}-in-flight", $"{trial.InFlightByVersion}+{trial.InFlightByEndpoint}");
        run.Check(counts.Requests == trial.Sent, $"{name}: {trial.Sent} requests were sent and {counts.Requests} counted.");
        run.Check(trial.HeldAtRemoved > 0, $"{name}: no request was held at a removed endpoint.");
        run.Check(counts is { Failures: > 0, Neither: > 0 }, $"{name}: there were no failures or aborts: {counts}.");
    }

    // Begins every request, and reports it when it went well.
    private static async Task TryNaiveAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        HeldRequests held = new();
        Arrivals ended = new();
        void Pipeline(WebApplication app)
        {
            Router router = app.Services.GetRequiredService<RouterSet>().GetOrAdd("shop");
            app.UseRequestTimeouts();
            app.Use(next => async context =>
            {
                RouteDecision decision = router.Begin();
                context.Response.OnCompleted(() =>
                {
                    ended.Add();
                    return Task.CompletedTask;
                });
                await next(context);
                if (context.Response.StatusCode == StatusCodes.Status200OK)
                {
                    router.Report(in decision, Outcome.Success, TimeSpan.Zero);
                }
            });
            FateShop.Map(app);
        }

        void Services(IServiceCollection services)
        {
            FateShop.AddServices(services, held);
            services.AddStackKit().AddRouting();
        }

        await using Site site = await Site.StartAsync(HttpProtocols.Http1, Services, Pipeline);
        InFlightTrial trial = new(site, site.Address.ToString(), held);
        await trial.RunAsync(run, "naive", cancellationToken);
        await Site.WaitAsync(() => ended.Count >= trial.Sent, cancellationToken);
        run.Figure("naive-in-flight", $"{trial.InFlightByVersion}+{trial.InFlightByEndpoint}");
        run.Check(trial.InFlightByVersion > 0 && trial.InFlightByEndpoint > 0, "The control is no control: an adapter that reports only successes leaves nothing in flight.");
    }
}
