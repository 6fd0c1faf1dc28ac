using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using StackKit.Coordination;
using StackKit.Deploy.Store;
using StackKit.Events;

namespace StackKit.Deploy.Control;

/// <summary>Tells every event sink what was stored, in order and at least once; how far it came is stored with the progress of the rollout.</summary>
internal sealed partial class EventPublisher(IEnumerable<IEventSink> sinks, CoordinationSupervisor store, TimeProvider timeProvider, ILogger<EventPublisher> logger) : IAsyncDisposable
{
    private static readonly TimeSpan s_sinkTimeout = TimeSpan.FromSeconds(10);

    private readonly ImmutableArray<IEventSink> _sinks = [.. sinks];
    private readonly Channel<(Rollout Rollout, RolloutEvent Event)> _queue = Channel.CreateBounded<(Rollout, RolloutEvent)>(new BoundedChannelOptions(10_000) { SingleReader = true });
    private readonly ConcurrentDictionary<string, long> _published = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _queued = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Task? _pump;

    public long PublishedOf(string rolloutId) => _published.GetValueOrDefault(rolloutId);

    public void Publish(DeployedService service, RolloutState state, IReadOnlyList<RolloutEvent> events)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (_sinks.IsEmpty)
        {
            return;
        }

        _ = LazyInitializer.EnsureInitialized(ref _pump, () => Task.Run(PumpAsync));
        foreach (RolloutEvent next in events)
        {
            if (next.Sequence <= _queued.GetValueOrDefault(state.Rollout.Id))
            {
                continue;
            }

            if (!_queue.Writer.TryWrite((state.Rollout, next)))
            {
                LogFull(service.Name, next.Sequence);
                return; // a later catch-up reads it from the store
            }

            _queued[state.Rollout.Id] = next.Sequence;
        }
    }

    /// <summary>Publishes what a former leader stored and did not publish.</summary>
    public async Task CatchUpAsync(DeployedService service, RolloutState state, long published, CancellationToken cancellationToken)
    {
        if (_sinks.IsEmpty || published >= state.Sequence || _queued.GetValueOrDefault(state.Rollout.Id) >= state.Sequence)
        {
            return;
        }

        _queued.TryAdd(state.Rollout.Id, published);
        Listing listing = await store.ListAsync(service.Keys.Events(state.Rollout.Id), cancellationToken).ConfigureAwait(false);
        Publish(service, state, [.. listing.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).SelectMany(e => e.Read(DeployJson.Default.RolloutEventArray))]);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        if (_pump is not null)
        {
            // What is queued gets a moment; the rest is told by the next leader.
            await Task.WhenAny(_pump, Task.Delay(TimeSpan.FromSeconds(1), timeProvider)).ConfigureAwait(false);
            await _stop.CancelAsync().ConfigureAwait(false);
            await _pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stop.Dispose();
    }

    private async Task PumpAsync()
    {
        await foreach ((Rollout rollout, RolloutEvent next) in _queue.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
        {
            StackKitEvent told = RolloutNarrator.Tell(rollout, next);
            foreach (IEventSink sink in _sinks)
            {
                await WriteAsync(sink, told).ConfigureAwait(false);
            }

            _published[rollout.Id] = next.Sequence;
        }
    }

    private async Task WriteAsync(IEventSink sink, StackKitEvent told)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        timeout.CancelAfter(s_sinkTimeout);
        try
        {
            await sink.WriteAsync(told, timeout.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // a sink that fails must not stop a release
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogSinkFailed(sink.GetType().Name, told.Id, exception);
        }
    }

    [LoggerMessage(1030, LogLevel.Warning, "The event sink {Sink} did not take event {Id}.")]
    private partial void LogSinkFailed(string sink, string id, Exception exception);

    [LoggerMessage(1031, LogLevel.Warning, "{Service}: too many events wait for the sinks; event {Sequence} is told later.")]
    private partial void LogFull(string service, long sequence);
}
