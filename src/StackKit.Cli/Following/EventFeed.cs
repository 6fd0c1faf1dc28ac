using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using StackKit.Cli.Api;

namespace StackKit.Cli.Following;

/// <summary>Brings the events of a rollout: as a stream that is opened again where it broke, or by asking when the server has no streams.</summary>
internal sealed class EventFeed(DeployApi api, string path, TimeProvider timeProvider)
{
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5));
    private long _last;

    /// <summary>Runs until the last event, or until the server says that there are none to have; never throws for a server that is away.</summary>
    public async Task RunAsync(ChannelWriter<EventView> events, CancellationToken cancellationToken)
    {
        try
        {
            while (!await TryFollowAsync(events, cancellationToken).ConfigureAwait(false))
            {
                await Task.Delay(_backoff.Next(), timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // nobody listens any more
        }
        finally
        {
            events.TryComplete();
        }
    }

    private async Task<bool> TryFollowAsync(ChannelWriter<EventView> events, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await api.OpenEventsAsync(_last == 0 ? path : FormattableString.Invariant($"{path}?after={_last}"), _last, cancellationToken).ConfigureAwait(false);
            return response.Content.Headers.ContentType?.MediaType == "text/event-stream"
                ? await ReadStreamAsync(response, events, cancellationToken).ConfigureAwait(false)
                : await ReadListsAsync(events, cancellationToken).ConfigureAwait(false);
        }
        catch (CliException exception)
        {
            return exception.ExitCode is not (ExitCodes.NotReachable or ExitCodes.Unexpected); // whoever asks for the rollout itself reports it
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task<bool> ReadStreamAsync(HttpResponseMessage response, ChannelWriter<EventView> events, CancellationToken cancellationToken)
    {
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable _ = stream.ConfigureAwait(false);
        await foreach (ServerEvent next in ServerEventReader.ReadAsync(stream, s_silence, timeProvider, cancellationToken).ConfigureAwait(false))
        {
            _backoff.Reset();
            if (next.Kind == "end")
            {
                return true;
            }

            if (Parse(next.Data) is EventView happened)
            {
                Publish(events, happened);
            }
        }

        return false;
    }

    private async Task<bool> ReadListsAsync(ChannelWriter<EventView> events, CancellationToken cancellationToken)
    {
        while (true)
        {
            ApiAnswer answer = await api.GetAsync(FormattableString.Invariant($"{path}?after={_last}"), cancellationToken).ConfigureAwait(false);
            foreach (EventView happened in answer.Read(ApiJson.Default.ItemsViewEventView).Items ?? [])
            {
                Publish(events, happened);
            }

            await Task.Delay(s_interval, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Publish(ChannelWriter<EventView> events, EventView happened)
    {
        if (happened.Sequence > _last)
        {
            _last = happened.Sequence;
            events.TryWrite(happened);
        }
    }

    private static EventView? Parse(string data)
    {
        try
        {
            return JsonSerializer.Deserialize(data, ApiJson.Default.EventView);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
