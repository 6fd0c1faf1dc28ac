using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using StackKit.Coordination;
using StackKit.Deploy.Store;
using StackKit.Events;

namespace StackKit.Deploy.Control;

/// <summary>Tells every event sink what was stored, in order and at least once; how far it came is stored with the progress of the rollout.</summary>
internal sealed partial class EventPublisher(IEnumerable<IEventSink> sinks, CoordinationSupervisor store, TimeProvider timeProvider, ILogger<EventPublisher> logger) : IAsyncDisposable
{
    private readonly Lazy<ImmutableArray<SinkPump>> _pumps = new(() => [.. sinks.Select(s => new SinkPump(s, timeProvider, logger))]);
    private readonly ConcurrentDictionary<string, long> _queued = new(StringComparer.Ordinal);

    /// <summary>Gets the last event of a rollout that every sink has taken.</summary>
    public long PublishedOf(string rolloutId) => _pumps.Value.IsEmpty ? _queued.GetValueOrDefault(rolloutId) : _pumps.Value.Min(p => p.TakenOf(rolloutId));

    public void Publish(DeployedService service, RolloutState state, IReadOnlyList<RolloutEvent> events)
    {
        ArgumentNullException.ThrowIfNull(service);
        foreach (RolloutEvent next in events)
        {
            long queued = _queued.GetValueOrDefault(state.Rollout.Id);
            if (next.Sequence <= queued)
            {
                continue;
            }

            if (next.Sequence > queued + 1)
            {
                return; // one before it did not fit: a later catch-up reads both from the store
            }

            if (!_pumps.Value.All(p => p.TryTell(state.Rollout, next)))
            {
                LogFull(service.Name, next.Sequence);
                return;
            }

            _queued[state.Rollout.Id] = next.Sequence;
        }
    }

    /// <summary>Publishes what a former leader stored and did not publish, and what did not fit into the queue.</summary>
    public async Task CatchUpAsync(DeployedService service, RolloutState state, long published, CancellationToken cancellationToken)
    {
        foreach (SinkPump pump in _pumps.Value)
        {
            pump.BeginAfter(state.Rollout.Id, published);
        }

        if (_pumps.Value.IsEmpty || published >= state.Sequence || _queued.GetValueOrDefault(state.Rollout.Id) >= state.Sequence)
        {
            return;
        }

        _queued.TryAdd(state.Rollout.Id, published);
        Listing listing = await store.ListAsync(service.Keys.Events(state.Rollout.Id), cancellationToken).ConfigureAwait(false);
        Publish(service, state, [.. listing.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).SelectMany(e => e.Read(DeployJson.Default.RolloutEventArray))]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_pumps.IsValueCreated)
        {
            await Task.WhenAll(_pumps.Value.Select(p => p.DisposeAsync().AsTask())).ConfigureAwait(false);
        }
    }

    [LoggerMessage(1031, LogLevel.Warning, "{Service}: too many events wait for the sinks; event {Sequence} is told later.")]
    private partial void LogFull(string service, long sequence);
}
