using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Acceptance.Worlds;
using StackKit.Deploy;
using StackKit.Webhooks;

namespace StackKit.Acceptance.Deploy;

/// <summary>Releases while nobody listens where webhooks are posted.</summary>
internal static class WebhookOutage
{
    private const string Secret = "a long random text";

    public static async Task RunAsync(ScenarioRun run, TimeSpan outage, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("stackkit-webhooks-").FullName;
        string address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ShopProcess.FreePort()}");
        ConcurrentQueue<string> keys = [];
        WebApplication receiver = await ListenAsync(address, keys, cancellationToken);
        try
        {
            await using RolloutWorld world = await RolloutWorld.StartAsync(
                service => service.Canary.Steps.AddRange([new StepOptions { Weight = 50 }, new StepOptions { Pause = TimeSpan.FromSeconds(1) }]),
                services => services.AddStackKit()
                    .AddSqliteStore(store => store.Path = Path.Combine(folder, "store.db"))
                    .AddWebhooks(webhooks =>
                    {
                        webhooks.MaximumRetryDelay = TimeSpan.FromSeconds(5);
                        webhooks.Endpoints["audit"] = new WebhookEndpointOptions { Url = $"{address}/hook", Secret = Secret };
                    }));
            List<string> rollouts = [];
            TimeSpan before = await ReleaseAsync(world, "2", rollouts, cancellationToken);
            await receiver.DisposeAsync();
            long down = TimeProvider.System.GetTimestamp();
            TimeSpan during = await ReleaseAsync(world, "3", rollouts, cancellationToken);
            TimeSpan rest = outage - TimeProvider.System.GetElapsedTime(down);
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, TimeProvider.System, cancellationToken);
            int heardBefore = keys.Distinct(StringComparer.Ordinal).Count();
            receiver = await ListenAsync(address, keys, cancellationToken);
            int events = await CountAsync(world, rollouts, cancellationToken);
            TimeSpan delivered = await DeliveredAsync(keys, events, cancellationToken);

            run.Figure("outage-s", TimeProvider.System.GetElapsedTime(down).TotalSeconds - delivered.TotalSeconds);
            run.Figure("release-before-s", before.TotalSeconds);
            run.Figure("release-during-s", during.TotalSeconds);
            run.Figure("events", events);
            run.Figure("delivered-before", heardBefore);
            run.Figure("requests", keys.Count);
            run.Figure("distinct-keys", keys.Distinct(StringComparer.Ordinal).Count());
            run.Figure("delivered-after-s", delivered.TotalSeconds);
            run.Check(during < before + TimeSpan.FromSeconds(5), $"the release took {during.TotalSeconds:0.0} s while nobody listened, {before.TotalSeconds:0.0} s before");
            run.Check(heardBefore < events, "everything was delivered although nobody listened");
            run.Check(keys.Distinct(StringComparer.Ordinal).Count() == events, $"{keys.Distinct(StringComparer.Ordinal).Count()} of {events} events arrived");
        }
        finally
        {
            await receiver.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<WebApplication> ListenAsync(string address, ConcurrentQueue<string> keys, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseUrls(address);
        WebApplication app = builder.Build();
        app.MapPost("/hook", async (HttpRequest request, CancellationToken token) =>
        {
            using MemoryStream body = new();
            await request.Body.CopyToAsync(body, token);
            if (!WebhookSignature.Verify(request.Headers[WebhookSignature.HeaderName], body.ToArray(), Secret, TimeSpan.FromMinutes(5), TimeProvider.System))
            {
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }

            keys.Enqueue(request.Headers["Idempotency-Key"].ToString());
            return Results.NoContent();
        });
        await app.StartAsync(cancellationToken);
        return app;
    }

    private static async Task<TimeSpan> ReleaseAsync(RolloutWorld world, string version, List<string> rollouts, CancellationToken cancellationToken)
    {
        long began = TimeProvider.System.GetTimestamp();
        string id = await world.Rollouts.StartAsync("shop", version, "ana", null, cancellationToken);
        await world.Rollouts.WaitAsync("shop", id, cancellationToken);
        rollouts.Add(id);
        return TimeProvider.System.GetElapsedTime(began);
    }

    private static async Task<int> CountAsync(RolloutWorld world, List<string> rollouts, CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (string id in rollouts)
        {
            count += (await world.Rollouts.GetEventsAsync("shop", id, cancellationToken)).Count;
        }

        return count;
    }

    private static async Task<TimeSpan> DeliveredAsync(ConcurrentQueue<string> keys, int events, CancellationToken cancellationToken)
    {
        long began = TimeProvider.System.GetTimestamp();
        while (keys.Distinct(StringComparer.Ordinal).Count() < events && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(2))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        return TimeProvider.System.GetElapsedTime(began);
    }
}
