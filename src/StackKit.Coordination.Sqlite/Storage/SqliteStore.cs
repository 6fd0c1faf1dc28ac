using Microsoft.Data.Sqlite;

namespace StackKit.Coordination.Sqlite;

/// <summary>The store as one process sees it. Everything here runs on the thread of the store.</summary>
/// <remarks>
/// An incarnation is the time in which the path leads to the same file with the same epoch and no lower revision. When it ends, the leases of
/// this process end, follows are reset, and commits are refused until a list has told the caller what is there now.
/// </remarks>
internal sealed partial class SqliteStore
{
    private readonly string _path;
    private readonly SqliteStoreOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly StorePulse _pulse;
    private StoreSession? _session;
    private string? _epoch;
    private long _revision;
    private int _incarnation = FirstIncarnation;
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

    public static int FirstIncarnation => 1;

    /// <summary>Gets or sets the most pages that the file may have; for tests of a full disk.</summary>
    public int? MaximumPages { get; set; }

    /// <summary>Gets or sets what happens just before a commit is asked for; for tests of what can go wrong then.</summary>
    public Action? Committing { get; set; }

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

    /// <summary>Does something on the present file, and translates what goes wrong.</summary>
    /// <exception cref="StoreReplacedException">The caller is not to work on the present incarnation, or it has just ended.</exception>
    /// <exception cref="StoreUnavailableException">It was surely not done.</exception>
    private T On<T>(Func<int, bool> isWanted, Func<StoreSession, T> work)
    {
        if (_session is not null && !IsInPlace(_session))
        {
            BeginIncarnation();
        }

        // Before the opening: whoever does not want the successor must not make it.
        StoreSession? session = isWanted(_incarnation) ? Open() : null;
        if (session is null || !isWanted(_incarnation))
        {
            throw new StoreReplacedException();
        }

        try
        {
            return work(session);
        }
        catch (StoreReplacedException)
        {
            BeginIncarnation();
            throw;
        }
        catch (Exception exception) when (exception is SqliteException or IOException)
        {
            session.Work.Rollback();
            if (exception is not SqliteException sqlite || !StoreFault.IsPassing(sqlite))
            {
                CloseSession();
            }

            throw StoreFault.Describe(exception, _path, _options.BusyTimeout);
        }
    }

    private StoreSession Open()
    {
        if (_session is not null)
        {
            return _session;
        }

        StoreSession session = StoreSession.Open(_path, _options.BusyTimeout, MaximumPages);
        if (_epoch is not null && (session.Header.Epoch != _epoch || session.Header.Revision < _revision))
        {
            BeginIncarnation();
        }

        _epoch = session.Header.Epoch;
        _revision = session.Header.Revision;
        return _session = session;
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

    private bool IsInPlace(StoreSession session)
    {
        try
        {
            return session.Files.AreInPlace();
        }
        catch (IOException exception)
        {
            throw StoreFault.Describe(exception, _path, _options.BusyTimeout);
        }
    }

    /// <summary>Compares what the store says of itself with what was seen before.</summary>
    private StoreHeader Confirm(StoreHeader header)
    {
        if (header.Epoch != _epoch || header.Revision < _revision)
        {
            throw new StoreReplacedException();
        }

        // A newer version may have taken over while this one was running.
        StoreSchema.ThrowIfNewer(header.SchemaVersion, _path);

        _revision = header.Revision;
        return header;
    }

    private void BeginIncarnation()
    {
        try
        {
            _session?.Abandon();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Opening the successor will tell.
        }

        CloseSession();
        _incarnation++;
        _epoch = null;
        _revision = 0;
        LoseOwnLeases();
        Tell();
    }

    private void CloseSession()
    {
        _session?.Dispose();
        _session = null;
    }

    private StoreUnavailableException Replaced(Exception exception) =>
        new($"'{_path}' was deleted, replaced or restored while it was open; nothing was done. List it again to see what is there now.", exception);
}
