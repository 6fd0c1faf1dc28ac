using System.Text.Json;
using StackKit.Coordination;
using StackKit.Events;

namespace StackKit.Webhooks;

/// <summary>Puts each event into the outbox of every endpoint that wants it. Never waits for a receiver.</summary>
internal sealed class WebhookSink(EndpointCatalog endpoints, OutboxBound bound, CoordinationSupervisor store, TimeProvider timeProvider) : IEventSink
{
    /// <exception cref="StoreUnavailableException">The store did not take the event, or did not say so: it must be told again.</exception>
    /// <exception cref="StoreRegressedException">The store has gone back in time: the event must be told again.</exception>
    public async ValueTask WriteAsync(StackKitEvent stackKitEvent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stackKitEvent);

        byte[]? value = null;
        string name = OutboxKeys.NameOf(stackKitEvent.Id);
        foreach (Endpoint endpoint in endpoints.All)
        {
            if (endpoint.Filter.Wants(stackKitEvent))
            {
                value ??= JsonSerializer.SerializeToUtf8Bytes(OutboxEntry.Create(stackKitEvent, timeProvider.GetUtcNow()), OutboxJson.Default.OutboxEntry);
                await PutAsync(endpoint.Keys, name, value, cancellationToken).ConfigureAwait(false);
                await bound.KeepAsync(endpoint, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task PutAsync(OutboxKeys keys, string name, byte[] value, CancellationToken cancellationToken)
    {
        Transaction transaction = Transaction.Create().ExpectAbsent(keys.Waiting(name)).ExpectAbsent(keys.Mark(name)).Put(keys.Waiting(name), value);
        CommitResult result = await store.CommitAsync(transaction, cancellationToken).ConfigureAwait(false);
        if (result.Outcome == CommitOutcome.Unknown)
        {
            // Asking again tells: what was applied conflicts.
            result = await store.CommitAsync(transaction, cancellationToken).ConfigureAwait(false);
        }

        // A conflict means that the event waits or is finished already.
        if (result.Outcome == CommitOutcome.Unknown)
        {
            throw new StoreUnavailableException("The store did not say whether it took the event.");
        }
    }
}
