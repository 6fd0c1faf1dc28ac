using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using StackKit.Deploy.AspNetCore.Problems;
using StackKit.Deploy.AspNetCore.Views;

namespace StackKit.Deploy.AspNetCore.Streams;

/// <summary>Sends the audit trail of a rollout as it grows, until it has ended, the client goes, the application stops, or the time is up.</summary>
internal sealed partial class EventStream(DeployApi api, StreamSlots slots, Rollout rollout, long after, ILogger logger, CancellationToken stopping) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (!slots.TryTake())
        {
            await new ProblemResult(Refusals.TooManyStreams).ExecuteAsync(httpContext).ConfigureAwait(false);
            return;
        }

        try
        {
            using CancellationTokenSource duration = new(api.Options.StreamDuration, api.TimeProvider);
            using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping, duration.Token);
            await SendAsync(httpContext, end.Token).ConfigureAwait(false);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task SendAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would keep events back
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            await CopyAsync(new EventWriter(context.Response), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the client asks again from the last event that it saw
        }
#pragma warning disable CA1031 // the answer has begun: all that is left is to end it, and the client asks again
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogBroken(logger, rollout.Service, rollout.Id, exception);
        }
    }

    private async Task CopyAsync(EventWriter writer, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        IAsyncEnumerator<RolloutEvent> events = api.Rollouts.WatchEventsAsync(rollout.Service, rollout.Id, after, stop.Token).GetAsyncEnumerator(stop.Token);
        Task<bool> next = events.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                if (!await IsThereAsync(next, cancellationToken).ConfigureAwait(false))
                {
                    await writer.WriteHeartbeatAsync(cancellationToken).ConfigureAwait(false);
                    continue;
                }

                if (!await next.ConfigureAwait(false))
                {
                    await writer.WriteEndAsync(cancellationToken).ConfigureAwait(false);
                    return;
                }

                await writer.WriteAsync(EventView.Of(rollout, events.Current), cancellationToken).ConfigureAwait(false);
                next = events.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // an enumerator must not be disposed while it moves
            await events.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the next event; false when it is time to say that the stream is alive.</summary>
    private async Task<bool> IsThereAsync(Task<bool> next, CancellationToken cancellationToken)
    {
        if (next.IsCompleted)
        {
            return true;
        }

        using CancellationTokenSource settled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task heartbeat = Task.Delay(api.Options.StreamHeartbeat, api.TimeProvider, settled.Token);
        Task first = await Task.WhenAny(next, heartbeat).ConfigureAwait(false);
        await settled.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return first == next;
    }

    [LoggerMessage(1202, LogLevel.Warning, "A stream of the events of {Service}, rollout {RolloutId}, was broken off.")]
    private static partial void LogBroken(ILogger logger, string service, string rolloutId, Exception exception);
}
