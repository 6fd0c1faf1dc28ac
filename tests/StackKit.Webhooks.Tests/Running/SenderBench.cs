using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StackKit.Events;

namespace StackKit.Webhooks.Tests.Running;

/// <summary>One endpoint and its sender, at a moment that does not pass by itself.</summary>
internal sealed class SenderBench : IAsyncDisposable
{
    private readonly WebhookSender _sender;
    private readonly Endpoint _endpoint;

    private SenderBench(Receiver receiver, WebhookEndpointOptions options)
    {
        WebhookOptions all = new() { Endpoints = { ["hook"] = options }, MaximumRetryAfter = TimeSpan.FromMinutes(2) };
        EndpointCatalog catalog = new(Options.Create(all));
        Receiver = receiver;
        _endpoint = catalog.All.Single();
        _sender = new WebhookSender(catalog, Time);
    }

    public Receiver Receiver { get; }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1767323045678));

    public static StackKitEvent Event { get; } = new()
    {
        Id = "r1/7",
        Source = "StackKit.Deploy",
        Kind = "rollout.rolled-back",
        Subject = "shop",
        Time = DateTimeOffset.FromUnixTimeSeconds(1767323045),
        Severity = EventSeverity.Warning,
        Message = "Too many failures.",
        Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["stable"] = "1", ["candidate"] = "2" },
    };

    public static async Task<SenderBench> StartAsync(WebhookTemplate template = WebhookTemplate.Json, string path = "/hook", Action<WebhookEndpointOptions>? configure = null)
    {
        Receiver receiver = await Receiver.StartAsync();
        WebhookEndpointOptions options = new() { Url = receiver.Address + path, Template = template };
        configure?.Invoke(options);
        return new SenderBench(receiver, options);
    }

    public Task<SendResult> SendAsync(StackKitEvent? told = null, CancellationToken cancellationToken = default)
    {
        told ??= Event;
        return _sender.SendAsync(_endpoint, OutboxEntry.Create(told, Time.GetUtcNow()), OutboxKeys.NameOf(told.Id), cancellationToken);
    }

    /// <summary>Sends one event, and gives back what came in.</summary>
    public async Task<ReceivedHook> ReceiveAsync(StackKitEvent? told = null)
    {
        SendResult result = await SendAsync(told);
        Assert.Equal(SendOutcome.Delivered, result.Outcome);
        return Assert.Single(Receiver.Received);
    }

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        await Receiver.DisposeAsync();
    }
}
