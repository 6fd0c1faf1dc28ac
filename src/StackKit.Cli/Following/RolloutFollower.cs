using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StackKit.Cli.Api;

namespace StackKit.Cli.Following;

/// <summary>Follows a rollout to its end. Events say when to look; the rollout itself says how it stands, so that a lost event is no lost end.</summary>
internal sealed class RolloutFollower(DeployApi api, string service, string? id, TimeProvider timeProvider)
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_together = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_appears = TimeSpan.FromSeconds(15);

    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5));

    /// <summary>Follows it; the last tick is that of a terminal rollout.</summary>
    /// <exception cref="CliException">It is not there, or may not be seen; or the server did not answer the first question.</exception>
    public async IAsyncEnumerable<Tick> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Tick tick = await FindAsync(cancellationToken).ConfigureAwait(false);
        string path = ApiPaths.Rollout(service, tick.View.Id ?? throw new CliException(ExitCodes.Unexpected, "unreadable-answer", "The server described a rollout without an id."));
        Channel<EventView> events = Channel.CreateUnbounded<EventView>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task feed = new EventFeed(api, $"{path}/events", timeProvider).RunAsync(events.Writer, stop.Token);
        try
        {
            yield return tick;
            while (!tick.View.IsTerminal)
            {
                await WaitAsync(events.Reader, tick.IsReachable ? s_look : _backoff.Next(), cancellationToken).ConfigureAwait(false);
                tick = await LookAsync(path, tick, events.Reader, cancellationToken).ConfigureAwait(false);
                yield return tick;
            }

            // What is told last comes after the rollout has ended.
            await WaitForEndAsync(feed).ConfigureAwait(false);
            yield return tick with { Events = Drain(events.Reader) };
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await feed.ConfigureAwait(false);
        }
    }

    // A rollout that was asked for is there when the leader has taken it, and that is when the one before it has ended.
    private async Task<Tick> FindAsync(CancellationToken cancellationToken)
    {
        long since = timeProvider.GetTimestamp();
        while (true)
        {
            try
            {
                ApiAnswer answer = await api.GetAsync(id is null ? ApiPaths.Current(service) : ApiPaths.Rollout(service, id), cancellationToken).ConfigureAwait(false);
                return new Tick(answer.Read(ApiJson.Default.RolloutView), answer.Body, [], IsReachable: true);
            }
            catch (CliException exception) when (id is not null && exception.ExitCode == ExitCodes.NotFound)
            {
                if (await IsAnotherUnderWayAsync(cancellationToken).ConfigureAwait(false))
                {
                    since = timeProvider.GetTimestamp();
                }
                else if (timeProvider.GetElapsedTime(since) > s_appears)
                {
                    throw;
                }
            }

            await Task.Delay(_backoff.Next(), timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsAnotherUnderWayAsync(CancellationToken cancellationToken)
    {
        try
        {
            ApiAnswer current = await api.GetAsync(ApiPaths.Current(service), cancellationToken).ConfigureAwait(false);
            return !current.Read(ApiJson.Default.RolloutView).IsTerminal;
        }
        catch (CliException exception) when (exception.ExitCode == ExitCodes.NotFound)
        {
            return false;
        }
    }

    private async Task<Tick> LookAsync(string path, Tick before, ChannelReader<EventView> events, CancellationToken cancellationToken)
    {
        try
        {
            ApiAnswer answer = await api.GetOnceAsync(path, cancellationToken).ConfigureAwait(false);
            _backoff.Reset();
            return new Tick(answer.Read(ApiJson.Default.RolloutView), answer.Body, Drain(events), IsReachable: true);
        }
        catch (CliException exception) when (exception.ExitCode == ExitCodes.NotReachable)
        {
            return before with { Events = Drain(events), IsReachable = false };
        }
    }

    private async Task WaitAsync(ChannelReader<EventView> events, TimeSpan longest, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(longest, timeProvider);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            if (await events.WaitToReadAsync(both.Token).ConfigureAwait(false))
            {
                await Task.Delay(s_together, timeProvider, cancellationToken).ConfigureAwait(false); // events come in bursts
                return;
            }

            await Task.Delay(longest, timeProvider, both.Token).ConfigureAwait(false); // no more events will come: only looking is left
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // time to look
        }
    }

    private async Task WaitForEndAsync(Task feed)
    {
        try
        {
            await feed.WaitAsync(s_look, timeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The server keeps the stream open; all that matters is known.
        }
    }

    private static List<EventView> Drain(ChannelReader<EventView> events)
    {
        List<EventView> all = [];
        while (events.TryRead(out EventView? next))
        {
            all.Add(next);
        }

        return all;
    }
}
