namespace StackKit.Coordination.Sqlite;

/// <summary>Keeps shared state in a SQLite file: for the processes of one machine, and across their restarts.</summary>
/// <remarks>
/// Thread-safe. The file is opened by the first call. One thread of its own does all that touches it, so that no other is ever blocked; what
/// waits for that thread is bounded, and more is refused with <see cref="StoreUnavailableException"/>. A cancelled call returns at once; one
/// that was still waiting then does nothing. Disposal waits for what is running and releases the leases, which takes at most twice
/// <see cref="SqliteStoreOptions.BusyTimeout"/>; where the disk hangs it gives up 5 s later.
/// When the file is deleted, replaced or restored, leases end, follows are reset, and commits are refused until
/// <see cref="ListAsync"/> has told what is there now. A list makes a new, empty store where there is none. A database that was written over
/// without SQLite is refused and left as it is.
/// </remarks>
public sealed partial class SqliteEngine : ICoordinationEngine
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _pollInterval;
    private readonly TimeSpan _disposalLimit;
    private readonly StorePulse _pulse = new();
    private readonly SqliteStore _store;
    private readonly StoreThread _thread;
    private readonly CancellationTokenSource _disposal = new();
    private volatile int _knownIncarnation = SqliteStore.FirstIncarnation;
    private bool _disposed;

    /// <summary>Initializes a new instance of the <see cref="SqliteEngine"/> class.</summary>
    /// <param name="options">The file and how to work with it; read once. A relative path starts at the current folder.</param>
    /// <param name="timeProvider">The clock that leases expire by; only its monotonic time stamps and timers are used.</param>
    /// <exception cref="ArgumentException">An option is outside its range; the message says what to write.</exception>
    public SqliteEngine(SqliteStoreOptions options, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        List<string> failures = SqliteStoreOptionsValidator.Find(options);
        if (failures.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', failures), nameof(options));
        }

        SqliteStoreOptions copy = options.CopyFor(Path.GetFullPath(options.Path!));
        _timeProvider = timeProvider;
        _pollInterval = copy.PollInterval;
        _disposalLimit = (copy.BusyTimeout * 2) + TimeSpan.FromSeconds(5);
        _store = new SqliteStore(copy, _pulse, timeProvider);
        _thread = new StoreThread(copy.Path!, _store.Close);
        _poll = new PollWork(this);
        Description = new EngineDescription
        {
            Name = "sqlite",
            SharedBetweenProcesses = true,
            OutlivesProcess = true,

            // The last renewal is seen one look late, and so is its age; two more for whoever is writing then.
            ExpiryDelay = copy.PollInterval * 4,
            IdleInterval = copy.IdleInterval,
        };
    }

    /// <inheritdoc/>
    public EngineDescription Description { get; }

    /// <summary>Gets the store, for tests of a full disk.</summary>
    internal SqliteStore Store => _store;

    /// <inheritdoc/>
    public async ValueTask<Listing> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        StoreKey.ThrowIfInvalidPrefix(prefix, nameof(prefix));
        cancellationToken.ThrowIfCancellationRequested();

        (Listing listing, int incarnation) = await _thread.RunAsync(() => _store.List(prefix), cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            // Lists may overlap; what is known never becomes older.
            _knownIncarnation = Math.Max(_knownIncarnation, incarnation);
        }

        return listing;
    }

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        cancellationToken.ThrowIfCancellationRequested();

        int incarnation = _knownIncarnation;
        return new(_thread.RunAsync(() => _store.Commit(transaction, incarnation, cancellationToken), cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        bool isFirst;
        lock (_lock)
        {
            isFirst = !_disposed;
            _disposed = true;
            _pollTimer?.Dispose();
        }

        if (isFirst)
        {
            await _disposal.CancelAsync().ConfigureAwait(false);
        }

        // In real time: what hangs is not interested in another clock.
        Task ended = _thread.DisposeAsync().AsTask();
        await ended.WaitAsync(_disposalLimit, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _disposal.Dispose();
    }
}
