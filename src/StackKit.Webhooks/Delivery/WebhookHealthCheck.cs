using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackKit.Coordination;

namespace StackKit.Webhooks;

/// <summary>Says whether events wait for longer than a minute. Reads what this process knows, and never waits for the store.</summary>
/// <remarks>
/// Registered by <c>AddWebhooks()</c>; switch it on with <c>AddHealthChecks().AddCheck&lt;WebhookHealthCheck&gt;("stackkit-webhooks")</c>.
/// Never worse than degraded: an application serves without its webhooks.
/// </remarks>
public sealed class WebhookHealthCheck : IHealthCheck
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly EndpointCatalog _endpoints;
    private readonly CoordinationSupervisor _store;
    private readonly TimeProvider _timeProvider;

    internal WebhookHealthCheck(EndpointCatalog endpoints, CoordinationSupervisor store, TimeProvider timeProvider)
    {
        _endpoints = endpoints;
        _store = store;
        _timeProvider = timeProvider;
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        List<string> late = [];
        Dictionary<string, object> waiting = new(StringComparer.Ordinal);
        foreach (Endpoint endpoint in _endpoints.All)
        {
            StoreSnapshot snapshot = _store.Watch(endpoint.Keys.Outbox).Current;
            waiting[endpoint.Name] = snapshot.Entries.Count;
            if (snapshot.Entries.Values.MinBy(static entry => entry.Revision) is { } oldest && IsLate(oldest))
            {
                late.Add(endpoint.Name);
            }
        }

        return Task.FromResult(late.Count == 0
            ? HealthCheckResult.Healthy(data: waiting)
            : HealthCheckResult.Degraded($"Events have waited for longer than a minute for: {string.Join(", ", late)}.", data: waiting));
    }

    private bool IsLate(Entry entry)
    {
        try
        {
            return JsonSerializer.Deserialize(entry.Value.Span, OutboxJson.Default.OutboxEntry) is { } content && _timeProvider.GetUtcNow() - content.Stored > s_patience;
        }
        catch (JsonException)
        {
            return false; // dropped soon
        }
    }
}
