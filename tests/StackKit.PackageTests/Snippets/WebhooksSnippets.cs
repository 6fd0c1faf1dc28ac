using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackKit.Events;
using StackKit.PackageTests.Running;
using StackKit.Webhooks;

namespace StackKit.PackageTests.Snippets;

public sealed class WebhooksSnippets
{
    [Fact]
    public async Task Webhooks_EventsOfADeployment_ReachAReceiverThatVerifies()
    {
        await using WebApplication app = LoopbackApp.CreateBuilder().Build();
        string secret = "a long random text";
        ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);
        ConcurrentQueue<string> handled = new();
        void Handle(byte[] body) => handled.Enqueue(System.Text.Encoding.UTF8.GetString(body));

        // <snippet webhooks-verify>
        app.MapPost("/releases", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            using MemoryStream buffer = new();
            await request.Body.CopyToAsync(buffer, cancellationToken);
            byte[] body = buffer.ToArray(); // as it came, not parsed and written again
            string? signature = request.Headers[WebhookSignature.HeaderName];
            if (!WebhookSignature.Verify(signature, body, secret, TimeSpan.FromMinutes(5), TimeProvider.System))
            {
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable); // 401 would make it be dropped while a secret is being changed
            }

            // Where the work is stored, store the key in the same transaction.
            if (seen.TryAdd(request.Headers["Idempotency-Key"].ToString(), true))
            {
                Handle(body);
            }

            return Results.NoContent();
        });
        // </snippet>

        await app.StartAsync();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        string url = LoopbackApp.AddressOf(app, "/releases").ToString();

        // <snippet webhooks-add>
        builder.Services.AddStackKit()
            .AddSqliteStore(store => store.Path = "/var/lib/shop/stackkit.db")
            .AddWebhooks(webhooks => webhooks.Endpoints["audit"] = new WebhookEndpointOptions { Url = url, Secret = secret, Kinds = { "rollout.*" } });
        // </snippet>

        builder.Services.AddStackKit().AddInMemoryStore();
        using IHost host = builder.Build();
        await host.StartAsync();
        StackKitEvent told = new() { Id = "1", Source = "Test", Kind = "rollout.promoted", Subject = "shop", Time = DateTimeOffset.UnixEpoch, Message = "Promoted." };
        await host.Services.GetServices<IEventSink>().Single().WriteAsync(told, CancellationToken.None);
        await host.Services.GetServices<IEventSink>().Single().WriteAsync(told with { Kind = "failover.done", Id = "2" }, CancellationToken.None);
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1), TimeProvider.System);
        while (handled.IsEmpty)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }

        await host.StopAsync(limit.Token);
        Assert.Contains("\"message\":\"Promoted.\"", Assert.Single(handled), StringComparison.Ordinal);
    }
}
