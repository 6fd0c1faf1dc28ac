using System.Globalization;

namespace StackKit.Coordination;

/// <summary>Keeps shared state in the memory of this process: for one instance, for development and for tests.</summary>
/// <remarks>
/// Thread-safe. Several supervisors can share one engine. Everything is gone with the process, which <see cref="Description"/> says. A follower
/// that lags behind the kept history is reset; no queue grows with it.
/// </remarks>
public sealed partial class InMemoryEngine : ICoordinationEngine
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _keys = new(StringComparer.Ordinal);
    private readonly ChangeHistory _history;
    private readonly string _epoch = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource _disposal = new();
    private TaskCompletionSource _signal = NewSignal();
    private ITimer? _idleTimer;
    private int _followers;
    private long _revision;
    private bool _disposed;

    /// <summary>Initializes a new instance of the <see cref="InMemoryEngine"/> class with default options.</summary>
    /// <param name="timeProvider">The clock that leases expire by.</param>
    public InMemoryEngine(TimeProvider timeProvider)
        : this(new InMemoryEngineOptions(), timeProvider)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="InMemoryEngine"/> class.</summary>
    /// <param name="options">The bounds of the history; read once.</param>
    /// <param name="timeProvider">The clock that leases expire by.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public InMemoryEngine(InMemoryEngineOptions options, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.HistoryCommits, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.HistoryBytes, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.IdleInterval, TimeSpan.Zero, nameof(options));

        _timeProvider = timeProvider;
        _history = new ChangeHistory(options.HistoryCommits, options.HistoryBytes);
        Description = new EngineDescription
        {
            Name = "in-memory",
            SharedBetweenProcesses = false,
            OutlivesProcess = false,
            MinimumTtl = TimeSpan.FromMilliseconds(100),
            IdleInterval = options.IdleInterval,
        };
    }

    /// <inheritdoc/>
    public EngineDescription Description { get; }

    /// <inheritdoc/>
    public ValueTask<Listing> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        StoreKey.ThrowIfInvalidPrefix(prefix, nameof(prefix));
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);

            List<Entry> found = [];
            foreach (string key in KeysUnder(prefix))
            {
                found.Add(_entries[key]);
            }

            return ValueTask.FromResult(new Listing(found, CursorAt(_revision), _epoch, _revision));
        }
    }

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);

            return ValueTask.FromResult(Holds(transaction) ? CommitResult.Committed(Apply(transaction)) : CommitResult.Conflict);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return ValueTask.CompletedTask;
            }

            _disposed = true;
            _idleTimer?.Dispose();
            EndAllLeases();
        }

        _disposal.Cancel();
        _disposal.Dispose();
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Cursor CursorAt(long revision) => new(string.Create(CultureInfo.InvariantCulture, $"{_epoch}:{revision}"));

    private SortedSet<string> KeysUnder(string prefix)
    {
        if (prefix.Length == 0)
        {
            return _keys;
        }

        // '0' is the character after '/', so this is the first text behind everything that starts with the prefix.
        return _keys.GetViewBetween(prefix, string.Concat(prefix.AsSpan(0, prefix.Length - 1), "0"));
    }

    private bool Holds(Transaction transaction)
    {
        foreach (Expectation expectation in transaction.Expectations)
        {
            long actual = _entries.TryGetValue(expectation.Key, out Entry? entry) ? entry.Revision : 0;
            if (actual != expectation.Revision)
            {
                return false;
            }
        }

        foreach (Operation operation in transaction.Operations)
        {
            if (operation.LeaseId is not null && !IsLeaseAlive(operation.LeaseId))
            {
                return false;
            }
        }

        return true;
    }

    private long Apply(Transaction transaction)
    {
        List<(string Key, Entry? Entry)> changes = [];
        long revision = _revision + 1;
        foreach (Operation operation in transaction.Operations)
        {
            if (operation.Value is { } value)
            {
                changes.Add((operation.Key, new Entry(operation.Key, value, revision, operation.LeaseId)));
            }
            else if (_entries.ContainsKey(operation.Key))
            {
                changes.Add((operation.Key, null));
            }
        }

        return Record(changes);
    }

    /// <summary>Applies changes as one commit and wakes the followers.</summary>
    private long Record(List<(string Key, Entry? Entry)> changes)
    {
        if (changes.Count == 0)
        {
            return _revision;
        }

        _revision++;
        foreach ((string key, Entry? entry) in changes)
        {
            Detach(key);
            if (entry is null)
            {
                _entries.Remove(key);
                _keys.Remove(key);
            }
            else
            {
                _entries[key] = entry;
                _keys.Add(key);
                Attach(entry);
            }
        }

        _history.Add(_revision, changes);
        Pulse();
        return _revision;
    }

    private void Pulse()
    {
        TaskCompletionSource signal = _signal;
        _signal = NewSignal();
        signal.TrySetResult();
    }
}
