using Microsoft.Data.Sqlite;

namespace StackKit.Coordination.Sqlite;

/// <content>
/// Which file is open. An incarnation is the time in which the path leads to the same file with the same epoch and no lower revision. When it
/// ends, the leases of this process end, follows are reset, and commits are refused until a list has told the caller what is there now.
/// </content>
internal sealed partial class SqliteStore
{
    private StoreSession? _session;
    private string? _epoch;
    private long _revision;
    private int _incarnation = FirstIncarnation;

    public static int FirstIncarnation => 1;

    /// <summary>Gets or sets the most pages that the file may have; for tests of a full disk.</summary>
    public int? MaximumPages { get; set; }

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
            if (session.Image.IsDue())
            {
                Confirm(StoreHeader.Read(session.Watch));
                session.Image.Run(_revision);
            }

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
            _session?.Abandon(_revision);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SqliteException or StoreUnavailableException or StoreReplacedException)
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
}
