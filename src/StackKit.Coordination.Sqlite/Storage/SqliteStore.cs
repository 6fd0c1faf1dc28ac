namespace StackKit.Coordination.Sqlite;

/// <summary>The store as one process sees it. Everything here runs on the thread of the store.</summary>
internal sealed partial class SqliteStore
{
    private readonly string _path;
    private readonly SqliteStoreOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly StorePulse _pulse;
    private StoreSight _told = new(0, 0);
    private long _toldAt;

    public SqliteStore(SqliteStoreOptions options, StorePulse pulse, TimeProvider timeProvider)
    {
        _path = options.Path!;
        _options = options;
        _pulse = pulse;
        _timeProvider = timeProvider;
        _book = new LeaseBook(timeProvider);
    }

    /// <summary>Reads what is under a prefix, in whichever store there is now.</summary>
    public (Listing Listing, int Incarnation) List(string prefix)
    {
        try
        {
            return On(_ => true, session => List(session, prefix));
        }
        catch (StoreReplacedException)
        {
            return On(_ => true, session => List(session, prefix));
        }
    }

    /// <summary>Commits to the incarnation that the caller knows.</summary>
    public CommitResult Commit(Transaction transaction, int incarnation, CancellationToken cancellationToken)
    {
        try
        {
            return On(present => present == incarnation, session => Commit(session, transaction, cancellationToken));
        }
        catch (StoreReplacedException exception)
        {
            throw Replaced(exception);
        }
    }

    /// <summary>Reads what a follower has not been told.</summary>
    /// <param name="prefix">What it follows.</param>
    /// <param name="position">How far it has come.</param>
    /// <param name="incarnation">The incarnation that it began in; 0 at its first call.</param>
    public FollowBatch ReadChanges(string prefix, StorePosition position, int incarnation)
    {
        try
        {
            return On(present => incarnation == 0 || present == incarnation, session => ReadChanges(session, prefix, position));
        }
        catch (StoreReplacedException)
        {
            return new FollowBatch(null, new StoreSight(_incarnation, _revision));
        }
    }

    /// <summary>Looks whether the store is still the same, alive and where it was, and ends leases that are due.</summary>
    public void Look()
    {
        int incarnation = _incarnation;
        try
        {
            On(present => present == incarnation, Look);
        }
        catch (StoreReplacedException)
        {
            // Already told.
        }
        catch (Exception exception)
        {
            // Whoever follows throws it; this thread must live on.
            _pulse.Fail(exception);
        }
    }

    /// <summary>Releases the leases of this process, as far as that is possible, and closes the files.</summary>
    public void Close()
    {
        try
        {
            if (_own.Count > 0)
            {
                On(_ => _own.Count > 0, session => _own.Keys.ToArray().All(id => TryEnd(session, id, null)));
            }
        }
        catch (Exception)
        {
            // They expire.
        }

        LoseOwnLeases();
        CloseSession();
    }

    private static T InTransaction<T>(StoreConnection connection, Func<T> read)
    {
        connection.BeginRead();
        try
        {
            return read();
        }
        finally
        {
            connection.Rollback();
        }
    }

    private bool Look(StoreSession session)
    {
        Confirm(StoreHeader.Read(session.Watch));
        ExpireDue(session, session.HasNews() ? LeaseTable.List(session.Watch) : null);
        if (_revision != _told.Revision || _timeProvider.GetElapsedTime(_toldAt) >= _options.IdleInterval / 2)
        {
            Tell();
        }

        return true;
    }

    private void Tell()
    {
        _toldAt = _timeProvider.GetTimestamp();
        _told = new StoreSight(_incarnation, _revision);
        _pulse.Tell(_told);
    }

    private StoreUnavailableException Replaced(Exception exception) =>
        new($"'{_path}' was deleted, replaced or restored while it was open; nothing was done. List it again to see what is there now.", exception);
}
