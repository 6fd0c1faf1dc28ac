using System.Runtime.CompilerServices;
using StackKit.Coordination;

namespace StackKit.Testing;

/// <summary>An engine whose faults can be switched on and off while it is used.</summary>
/// <remarks>Thread-safe; every fault takes effect on the next call, and a store that goes down also breaks the follows that are running. Owns the engine behind it.</remarks>
public sealed class FaultyEngine : ICoordinationEngine
{
    private readonly Lock _lock = new();
    private readonly ICoordinationEngine _engine;
    private readonly TimeProvider _timeProvider;
    private CancellationTokenSource _connection = new();
    private volatile bool _isDown;
    private volatile bool _isHanging;
    private volatile bool _commitsAnswerUnknown;
    private volatile RegressionFault _regression;
    private long _latencyTicks;
    private int _listCalls;

    /// <summary>Initializes a new instance of the <see cref="FaultyEngine"/> class without any fault.</summary>
    /// <param name="engine">The engine that does the work; disposed together with this one.</param>
    /// <param name="timeProvider">The clock for <see cref="Latency"/>.</param>
    public FaultyEngine(ICoordinationEngine engine, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(timeProvider);

        _engine = engine;
        _timeProvider = timeProvider;
    }

    /// <inheritdoc/>
    public EngineDescription Description => _engine.Description;

    /// <summary>Gets or sets a value indicating whether every call throws <see cref="IOException"/>; commits are then not applied.</summary>
    public bool IsDown
    {
        get => _isDown;
        set
        {
            _isDown = value;
            if (value)
            {
                LoseFollows();
            }
        }
    }

    /// <summary>Gets or sets a value indicating whether calls and follows say nothing until they are cancelled.</summary>
    public bool IsHanging
    {
        get => _isHanging;
        set => _isHanging = value;
    }

    /// <summary>Gets or sets a value indicating whether commits are carried out, and answered with <see cref="CommitOutcome.Unknown"/>.</summary>
    public bool CommitsAnswerUnknown
    {
        get => _commitsAnswerUnknown;
        set => _commitsAnswerUnknown = value;
    }

    /// <summary>Gets or sets how the store pretends to have gone back in time.</summary>
    public RegressionFault Regression
    {
        get => _regression;
        set => _regression = value;
    }

    /// <summary>Gets or sets how long every call takes at least.</summary>
    /// <value>The default is zero.</value>
    public TimeSpan Latency
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _latencyTicks));
        set => Interlocked.Exchange(ref _latencyTicks, value.Ticks);
    }

    /// <summary>Gets how often <see cref="ListAsync"/> was called.</summary>
    public int ListCalls => Volatile.Read(ref _listCalls);

    /// <summary>Breaks the follows that are running: each throws <see cref="IOException"/>.</summary>
    public void LoseFollows()
    {
        CancellationTokenSource connection;
        lock (_lock)
        {
            connection = _connection;
            _connection = new CancellationTokenSource();
        }

        connection.Cancel();
        connection.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask<Listing> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _listCalls);
        await PassAsync(cancellationToken).ConfigureAwait(false);
        Listing listing = await _engine.ListAsync(prefix, cancellationToken).ConfigureAwait(false);
        return _regression switch
        {
            RegressionFault.OlderRevision => listing with { Revision = Math.Max(0, listing.Revision - 1) },
            RegressionFault.OtherEpoch => listing with { StoreEpoch = listing.StoreEpoch + "-replaced" },
            _ => listing,
        };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Change> FollowAsync(string prefix, Cursor cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await PassAsync(cancellationToken).ConfigureAwait(false);
        CancellationToken connection;
        lock (_lock)
        {
            connection = _connection.Token;
        }

        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(connection, cancellationToken);
        IAsyncEnumerator<Change> changes = _engine.FollowAsync(prefix, cursor, either.Token).GetAsyncEnumerator(either.Token);
        await using (changes.ConfigureAwait(false))
        {
            while (await MoveNextAsync(changes, connection, cancellationToken).ConfigureAwait(false))
            {
                yield return changes.Current;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<CommitResult> CommitAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        await PassAsync(cancellationToken).ConfigureAwait(false);
        CommitResult result = await _engine.CommitAsync(transaction, cancellationToken).ConfigureAwait(false);
        if (_commitsAnswerUnknown)
        {
            return CommitResult.Unknown;
        }

        return result.IsCommitted && _regression == RegressionFault.OlderRevision ? CommitResult.Committed(0) : result;
    }

    /// <inheritdoc/>
    public async ValueTask<ILease> AcquireLeaseAsync(TimeSpan ttl, CancellationToken cancellationToken)
    {
        await PassAsync(cancellationToken).ConfigureAwait(false);
        return new FaultyLease(this, await _engine.AcquireLeaseAsync(ttl, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync().ConfigureAwait(false);
        lock (_lock)
        {
            _connection.Dispose();
        }
    }

    /// <summary>Lets a call through, or not.</summary>
    internal async Task PassAsync(CancellationToken cancellationToken)
    {
        if (Latency > TimeSpan.Zero)
        {
            await Task.Delay(Latency, _timeProvider, cancellationToken).ConfigureAwait(false);
        }

        if (_isHanging)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _timeProvider, cancellationToken).ConfigureAwait(false);
        }

        if (_isDown)
        {
            throw new IOException("The store is down.");
        }
    }

    private async Task<bool> MoveNextAsync(IAsyncEnumerator<Change> changes, CancellationToken connection, CancellationToken cancellationToken)
    {
        try
        {
            bool isThere = await changes.MoveNextAsync().ConfigureAwait(false);
            await PassAsync(cancellationToken).ConfigureAwait(false);
            return isThere;
        }
        catch (OperationCanceledException exception) when (connection.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The connection to the store was lost.", exception);
        }
    }
}
