using System.Diagnostics;
using Microsoft.Extensions.Logging;
using StackKit.Coordination;

namespace StackKit.Webhooks;

/// <summary>Delivers the outbox of one endpoint while this process leads for it.</summary>
/// <remarks>
/// Before each request the store confirms that the event still waits and that this process still leads; after it the event is removed under the same
/// condition. So an event is sent twice only when a process dies, or loses the lead, between the answer and the removal.
/// </remarks>
internal sealed partial class EndpointDelivery(
    Endpoint endpoint, WebhookOptions options, CoordinationSupervisor store, WebhookSender sender, OutboxBound bound, WebhookTelemetry telemetry, TimeProvider timeProvider, ILogger<EndpointDelivery> logger)
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    // What the receiver answered for good and the store does not know yet, by key. Outlives a term, so that this process does not send it again.
    private readonly Dictionary<string, (long Revision, string How)> _answered = new(StringComparer.Ordinal);
    private readonly RetryPause _pause = new(options.RetryDelay, options.MaximumRetryDelay, Random.Shared.NextDouble);
    private int _sending;

    /// <summary>Gets a value indicating whether a request is under way that would be wasted by stopping now.</summary>
    public bool IsSending => Volatile.Read(ref _sending) == 1;

    /// <summary>Delivers until the term ends.</summary>
    /// <param name="leadership">The term.</param>
    /// <param name="stop">Asks to begin nothing more.</param>
    /// <param name="cancellationToken">Ends the term, and the request under way.</param>
    public async Task RunAsync(Leadership leadership, CancellationToken stop, CancellationToken cancellationToken)
    {
        int storeFailures = 0;
        FinishedMemory? memory = null;
        DeliveryQueue queue = new(endpoint, _pause, timeProvider);
        StoreView view = store.Watch(endpoint.Keys.Outbox);
        long seen = 0;
        while (!stop.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                memory ??= await FinishedMemory.LoadAsync(endpoint.Keys, options, store, timeProvider, cancellationToken).ConfigureAwait(false);
                StoreSnapshot snapshot = view.Current;
                if (snapshot.Version != seen && snapshot.IsLoaded)
                {
                    seen = snapshot.Version;
                    queue.Sync(snapshot.Entries);
                    await bound.KeepAsync(endpoint, cancellationToken).ConfigureAwait(false);
                }

                if (!await TryStepAsync(leadership, queue, memory, stop, cancellationToken).ConfigureAwait(false))
                {
                    await WaitAsync(view, seen, queue.GetWait(), stop, cancellationToken).ConfigureAwait(false);
                }

                storeFailures = 0;
            }
            catch (Exception exception) when (exception is StoreUnavailableException or StoreRegressedException)
            {
                // Nothing is sent that could not be removed afterwards.
                TimeSpan pause = _pause.After(++storeFailures);
                LogStoreFailed(endpoint.Name, pause, exception);
                await WaitAsync(null, 0, pause, stop, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Does the next thing that there is to do; false when there is none.</summary>
    private async Task<bool> TryStepAsync(Leadership leadership, DeliveryQueue queue, FinishedMemory memory, CancellationToken stop, CancellationToken cancellationToken)
    {
        PendingEvent? next = queue.FindAnswered(_answered);
        if (next is null)
        {
            _answered.Clear(); // what is left is not in the outbox any more
            next = queue.FindHopeless();
            if (next is not null)
            {
                _answered[next.Key] = (next.Revision, next.Content is null ? DropReason.Unreadable : DropReason.Expired);
            }
            else if ((next = queue.FindDue()) is null || !await TrySendAsync(leadership, queue, next, stop, cancellationToken).ConfigureAwait(false))
            {
                return next is not null;
            }
        }

        await FinishAsync(leadership, queue, memory, next, _answered[next.Key].How, cancellationToken).ConfigureAwait(false);
        _answered.Remove(next.Key);
        return true;
    }

    /// <summary>Sends an event. True when it needs no further attempt.</summary>
    private async Task<bool> TrySendAsync(Leadership leadership, DeliveryQueue queue, PendingEvent pending, CancellationToken stop, CancellationToken cancellationToken)
    {
        CommitResult waits = await store.CommitAsync(leadership.Guard(Transaction.Create().ExpectRevision(pending.Key, pending.Revision)), cancellationToken).ConfigureAwait(false);
        if (!waits.IsCommitted)
        {
            ThrowIfUnknown(waits);
            queue.Remove(pending); // gone, or no longer ours, which ends the term soon
            return false;
        }

        Interlocked.Exchange(ref _sending, 1);
        try
        {
            if (stop.IsCancellationRequested)
            {
                return false;
            }

            SendResult result = await SendAsync(pending, cancellationToken).ConfigureAwait(false);
            Note(queue, pending, result);
            return result.Outcome != SendOutcome.Failed;
        }
        finally
        {
            Interlocked.Exchange(ref _sending, 0);
        }
    }

    private async Task<SendResult> SendAsync(PendingEvent pending, CancellationToken cancellationToken)
    {
        using Activity? activity = WebhookTelemetry.Start(endpoint.Name, BoundedText.ToPlain(pending.Content!.Kind, 100));
        long started = timeProvider.GetTimestamp();
        SendResult result = await sender.SendAsync(endpoint, pending.Content, pending.Name, cancellationToken).ConfigureAwait(false);
        telemetry.RecordAttempt(endpoint.Name, result, timeProvider.GetElapsedTime(started), activity);
        return result;
    }

    private void Note(DeliveryQueue queue, PendingEvent pending, SendResult result)
    {
        switch (result.Outcome)
        {
            case SendOutcome.Delivered:
                queue.Succeeded(pending);
                _answered[pending.Key] = (pending.Revision, "delivered");
                LogDelivered(endpoint.Name, pending.Label);
                break;
            case SendOutcome.Refused:
                queue.Succeeded(pending); // it answers, which is all that the others want to know
                _answered[pending.Key] = (pending.Revision, DropReason.Refused);
                LogRefused(endpoint.Name, pending.Label, result.Reason);
                break;
            default:
                (TimeSpan pause, int failures) = queue.Failed(pending, result.RetryAfter);
                LogFailed(endpoint.Name, pending.Label, result.Reason, failures, pause);
                break;
        }
    }

    /// <summary>Removes an event from the outbox and remembers it.</summary>
    private async Task FinishAsync(Leadership leadership, DeliveryQueue queue, FinishedMemory memory, PendingEvent pending, string how, CancellationToken cancellationToken)
    {
        // A key can be changed only once, should the event be marked already in spite of waiting.
        string mark = endpoint.Keys.Mark(pending.Name);
        IReadOnlyList<string> forgotten = memory.FindForgotten(coming: 1);
        forgotten = forgotten.Contains(mark, StringComparer.Ordinal) ? [] : forgotten;
        Transaction transaction = leadership.Guard(Transaction.Create().ExpectRevision(pending.Key, pending.Revision))
            .Delete(pending.Key).Put(mark, FinishedMark.Write(timeProvider.GetUtcNow(), how));
        transaction = forgotten.Aggregate(transaction, static (all, key) => all.Delete(key));
        CommitResult result = await store.CommitAsync(transaction, cancellationToken).ConfigureAwait(false);
        ThrowIfUnknown(result);
        queue.Remove(pending); // also on a conflict: it is gone, or this process no longer leads
        if (!result.IsCommitted)
        {
            return;
        }

        memory.Commit(forgotten.Count, pending.Name);
        if (how is DropReason.Expired or DropReason.Refused or DropReason.Unreadable)
        {
            telemetry.RecordDropped(endpoint.Name, how);
        }

        if (how is DropReason.Expired or DropReason.Unreadable)
        {
            LogGivenUp(endpoint.Name, pending.Label, how);
        }
    }

    private static void ThrowIfUnknown(CommitResult result)
    {
        if (result.Outcome == CommitOutcome.Unknown)
        {
            throw new StoreUnavailableException("The store did not answer a commit.");
        }
    }

    private async Task WaitAsync(StoreView? view, long seen, TimeSpan wait, CancellationToken stop, CancellationToken cancellationToken)
    {
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        using CancellationTokenSource timeout = new(wait < s_longestWait ? wait : s_longestWait, timeProvider);
        using CancellationTokenSource any = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop, cancellationToken);
        try
        {
            if (view is null)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, any.Token).ConfigureAwait(false);
            }
            else
            {
                await view.WaitForChangeAsync(seen, any.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time, or told to stop: the caller looks.
        }
    }

    [LoggerMessage(5010, LogLevel.Debug, "Webhook {Endpoint}: event {Event} was delivered.")]
    private partial void LogDelivered(string endpoint, string @event);

    [LoggerMessage(5011, LogLevel.Warning, "Webhook {Endpoint}: event {Event} was dropped: the endpoint refused it for good ({Reason}).")]
    private partial void LogRefused(string endpoint, string @event, string reason);

    [LoggerMessage(5012, LogLevel.Warning, "Webhook {Endpoint}: event {Event} was not delivered ({Reason}), for the {Failures}. time; it is tried again in {Pause}.")]
    private partial void LogFailed(string endpoint, string @event, string reason, int failures, TimeSpan pause);

    [LoggerMessage(5013, LogLevel.Warning, "Webhook {Endpoint}: event {Event} was dropped without being delivered ({Reason}).")]
    private partial void LogGivenUp(string endpoint, string @event, string reason);

    [LoggerMessage(5014, LogLevel.Warning, "Webhook {Endpoint}: the store does not answer; deliveries go on in {Pause} at the earliest.")]
    private partial void LogStoreFailed(string endpoint, TimeSpan pause, Exception exception);
}
