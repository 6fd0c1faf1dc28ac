using System.Collections.Immutable;

namespace StackKit.Coordination;

/// <summary>Publishes the snapshots of one view: the first change at once, those that follow within an interval merged into one.</summary>
internal sealed class SnapshotPublisher : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _interval;
    private readonly ITimer _timer;
    private ImmutableSortedDictionary<string, Entry> _latest = ImmutableSortedDictionary.Create<string, Entry>(StringComparer.Ordinal);
    private TaskCompletionSource _changed = NewSignal();
    private StoreSnapshot _current;
    private long? _publishedAt;
    private long? _confirmed;
    private bool _armed;
    private bool _disposed;

    public SnapshotPublisher(TimeSpan interval, TimeProvider timeProvider)
    {
        _interval = interval;
        _timeProvider = timeProvider;
        _timer = timeProvider.CreateTimer(static state => ((SnapshotPublisher)state!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _current = new StoreSnapshot(0, _latest, StoreHealth.Connecting, null, timeProvider);
    }

    public StoreSnapshot Current => Volatile.Read(ref _current);

    public async ValueTask<StoreSnapshot> WaitForChangeAsync(long seenVersion, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_current.Version != seenVersion)
                {
                    return _current;
                }

                ObjectDisposedException.ThrowIf(_disposed, typeof(StoreView));
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes what a list returned. Equal content publishes nothing new.</summary>
    /// <returns>The state that changes apply to from here: the former instance when the content is equal.</returns>
    public ImmutableSortedDictionary<string, Entry> Load(ImmutableSortedDictionary<string, Entry> entries)
    {
        lock (_lock)
        {
            Take(IsSame(entries, _latest) ? _latest : entries);
            return _latest;
        }
    }

    /// <summary>Takes a consistent state from the follow, and with it the confirmation that the store is alive.</summary>
    public void Update(ImmutableSortedDictionary<string, Entry> entries)
    {
        lock (_lock)
        {
            Take(entries);
        }
    }

    /// <summary>Marks the view as no longer current. What has never been loaded stays <see cref="StoreHealth.Connecting"/>, unless it regressed.</summary>
    public void Degrade(StoreHealth health)
    {
        lock (_lock)
        {
            if (_current.Health != health && (_current.IsLoaded || health == StoreHealth.Regressed))
            {
                Publish(health);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer.Dispose();
            _changed.TrySetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static bool IsSame(ImmutableSortedDictionary<string, Entry> left, ImmutableSortedDictionary<string, Entry> right) =>
        left.Count == right.Count
        && left.Zip(right).All(static pair => pair.First.Key == pair.Second.Key && pair.First.Value.Revision == pair.Second.Value.Revision);

    private void Take(ImmutableSortedDictionary<string, Entry> entries)
    {
        _latest = entries;
        _confirmed = _timeProvider.GetTimestamp();
        if (_current.Health != StoreHealth.Live)
        {
            Publish(StoreHealth.Live);
        }
        else if (ReferenceEquals(entries, _current.Entries))
        {
            // The same version: nobody needs to wake up because the store is still alive.
            Volatile.Write(ref _current, new StoreSnapshot(_current.Version, entries, StoreHealth.Live, _confirmed, _timeProvider));
        }
        else if (_publishedAt is not { } publishedAt || _timeProvider.GetElapsedTime(publishedAt) >= _interval)
        {
            Publish(StoreHealth.Live);
        }
        else if (!_armed && !_disposed)
        {
            _armed = true;
            _timer.Change(_interval - _timeProvider.GetElapsedTime(publishedAt), Timeout.InfiniteTimeSpan);
        }
    }

    private void OnDue()
    {
        lock (_lock)
        {
            if (_armed && !_disposed)
            {
                Publish(_current.Health);
            }
        }
    }

    private void Publish(StoreHealth health)
    {
        _armed = false;
        _publishedAt = _timeProvider.GetTimestamp();
        Volatile.Write(ref _current, new StoreSnapshot(_current.Version + 1, _latest, health, _confirmed, _timeProvider));
        TaskCompletionSource changed = _changed;
        _changed = NewSignal();
        changed.TrySetResult();
    }
}
