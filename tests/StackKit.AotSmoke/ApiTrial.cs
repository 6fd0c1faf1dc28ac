using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackKit.Deploy;

namespace StackKit.AotSmoke;

/// <summary>The management API on a port of its own: a release is started, looked at, aborted and explained over HTTP.</summary>
internal static class ApiTrial
{
    public static async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["StackKit:Deploy:Api:StreamHeartbeat"] = "00:00:01" });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging();
        builder.Services.AddStackKit().AddDeploy(static deploy => deploy.Service("shop", static service =>
        {
            service.StableVersion = "1";
            service.Canary.Steps.Add(new StepOptions { Gate = new GateOptions { Name = "go" } });
        }));
        await using WebApplication app = builder.Build();
        app.MapStackKitDeploy();
        await app.StartAsync(cancellationToken);
        using HttpClient client = new() { BaseAddress = new Uri(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), "/stackkit/deploy/services/shop/") };

        string id = (await PostAsync(client, "rollouts", """{"version":"2","reason":"smoke"}""", cancellationToken)).GetProperty("id").GetString()!;
        Rollouts rollouts = app.Services.GetRequiredService<Rollouts>();
        await foreach (RolloutStatus status in rollouts.WatchAsync("shop", cancellationToken))
        {
            if (status.State.StepPhase == StepPhase.GateWaiting)
            {
                break;
            }
        }

        JsonElement wrong = await PostAsync(client, "gates/go/approve", "{}", cancellationToken);
        JsonElement aborted = await PostAsync(client, "rollout/abort", """{"reason":"smoke"}""", cancellationToken);
        await rollouts.WaitAsync("shop", id, cancellationToken);
        JsonElement why = JsonDocument.Parse(await client.GetStringAsync(new Uri($"rollouts/{id}/why", UriKind.Relative), cancellationToken)).RootElement;
        using HttpRequestMessage request = new(HttpMethod.Get, $"rollouts/{id}/events") { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/event-stream") } } };
        using HttpResponseMessage stream = await client.SendAsync(request, cancellationToken);
        string events = await stream.Content.ReadAsStringAsync(cancellationToken);
        await app.StopAsync(cancellationToken);

        report.Expect("api.bad-body", "invalid", wrong.GetProperty("code").GetString()!);
        report.Expect("api.stored", "True", aborted.GetProperty("stored").ToString());
        report.Expect("api.phase", "RolledBack", why.GetProperty("phase").GetString()!);
        report.Expect("api.events", events.Length, events.EndsWith("event: end\ndata: {}\n\n", StringComparison.Ordinal));
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, string json, CancellationToken cancellationToken)
    {
        using StringContent content = new(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken)).RootElement;
    }
}
