namespace StackKit.Coordination.Sqlite;

/// <summary>A lease of this process. Its own clock ends it, whatever the store does.</summary>
internal sealed class SqliteLease : ILease
{
    private readonly SqliteEngine _engine;
    private readonly TimeProvider _timeProvider;
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _expiry;
    private long _renewedAt;

    /// <summary>Initializes a new instance of the <see cref="SqliteLease"/> class.</summary>
    /// <param name="engine">The engine that gives it.</param>
    /// <param name="row">What the store has of it.</param>
    /// <param name="fencingToken">Its token.</param>
    /// <param name="acquiredAt">The time stamp from before it was asked for.</param>
    /// <param name="timeProvider">The clock.</param>
    public SqliteLease(SqliteEngine engine, LeaseRow row, long fencingToken, long acquiredAt, TimeProvider timeProvider)
    {
        _engine = engine;
        _timeProvider = timeProvider;
        _renewedAt = acquiredAt;
        Id = row.Id;
        Ttl = row.Ttl;
        FencingToken = fencingToken;
        _expiry = timeProvider.CreateTimer(static state => ((SqliteLease)state!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Schedule(Left());
    }

    public string Id { get; }

    public long FencingToken { get; }

    public TimeSpan Ttl { get; }

    public Task Lost => _lost.Task;

    public bool HasEnded => _lost.Task.IsCompleted || Left() == TimeSpan.Zero;

    public ValueTask RenewAsync(CancellationToken cancellationToken) => _engine.RenewAsync(this, cancellationToken);

    public ValueTask DisposeAsync() => _engine.ReleaseAsync(this);

    /// <summary>Counts anew. Called by the thread of the store.</summary>
    public void Renewed(long renewedAt)
    {
        Interlocked.Exchange(ref _renewedAt, renewedAt);
        Schedule(Left());
    }

    /// <summary>Marks the lease as ended. Can be repeated.</summary>
    public void End()
    {
        _lost.TrySetResult();
        _expiry.Dispose();
    }

    private void OnDue()
    {
        TimeSpan left = Left();
        if (left > TimeSpan.Zero)
        {
            Schedule(left);
            return;
        }

        End();
        _engine.Expire(this);
    }

    private TimeSpan Left()
    {
        TimeSpan left = Ttl - _timeProvider.GetElapsedTime(Interlocked.Read(ref _renewedAt));
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    // Timers round down to milliseconds; a zero would fire again at once.
    private void Schedule(TimeSpan left) => _expiry.Change(left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
}
