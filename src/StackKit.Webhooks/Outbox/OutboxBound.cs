using Microsoft.Extensions.Logging;
using StackKit.Coordination;

namespace StackKit.Webhooks;

/// <summary>Drops the oldest events of an outbox that is full: when one is written, and when the one that delivers sees it.</summary>
internal sealed partial class OutboxBound(EndpointCatalog endpoints, CoordinationSupervisor store, WebhookTelemetry telemetry, ILogger<OutboxBound> logger)
{
    // More would keep the caller waiting; the rest is dropped next time.
    private const int MaximumDroppedAtOnce = 20;

    /// <summary>Drops what the view shows to be too much. A store that does not answer is left for the next time.</summary>
    public async Task KeepAsync(Endpoint endpoint, CancellationToken cancellationToken)
    {
        StoreSnapshot snapshot = store.Watch(endpoint.Keys.Outbox).Current;
        int tooMany = snapshot.Entries.Count - endpoints.OutboxLimit;
        if (tooMany <= 0)
        {
            return;
        }

        // One commit for each: a race over one of them, with the delivery or another process, must not keep the others.
        foreach (Entry oldest in snapshot.Entries.Values.OrderBy(static entry => entry.Revision).Take(Math.Min(tooMany, MaximumDroppedAtOnce)))
        {
            try
            {
                await DropAsync(endpoint, oldest, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is StoreUnavailableException or StoreRegressedException)
            {
                LogNotDropped(endpoint.Name, exception);
                return;
            }
        }
    }

    private async Task DropAsync(Endpoint endpoint, Entry oldest, CancellationToken cancellationToken)
    {
        // Not marked as finished: only the one that delivers keeps the marks bounded, and an event that is told again may find room.
        Transaction transaction = Transaction.Create().ExpectRevision(oldest.Key, oldest.Revision).Delete(oldest.Key);
        CommitResult result = await store.CommitAsync(transaction, cancellationToken).ConfigureAwait(false);
        if (result.IsCommitted)
        {
            telemetry.RecordDropped(endpoint.Name, DropReason.Overflow);
            LogOverflow(endpoint.Name, OutboxKeys.LastOf(oldest.Key), endpoints.OutboxLimit);
        }
    }

    [LoggerMessage(5000, LogLevel.Warning, "Webhook {Endpoint}: the event stored as {Key} was dropped without being delivered, because more than {Limit} events wait.")]
    private partial void LogOverflow(string endpoint, string key, int limit);

    [LoggerMessage(5001, LogLevel.Warning, "Webhook {Endpoint}: too many events wait, and the store did not let the oldest be dropped.")]
    private partial void LogNotDropped(string endpoint, Exception exception);
}
