using System.Globalization;

namespace StackKit.Coordination.Sqlite;

/// <content>The leases of this process: given, renewed and released.</content>
internal sealed partial class SqliteStore
{
    private readonly Dictionary<string, SqliteLease> _own = new(StringComparer.Ordinal);

    /// <summary>Makes a lease in the incarnation that the caller knows.</summary>
    public SqliteLease Acquire(SqliteEngine engine, TimeSpan ttl, long askedAt, int incarnation, CancellationToken cancellationToken)
    {
        try
        {
            return On(present => present == incarnation, session => Acquire(session, engine, ttl, askedAt, cancellationToken));
        }
        catch (StoreReplacedException exception)
        {
            throw Replaced(exception);
        }
    }

    /// <summary>Gives the store a sign of life.</summary>
    /// <exception cref="LeaseLostException">The lease has ended.</exception>
    public bool Renew(SqliteLease lease, long askedAt)
    {
        try
        {
            return On(_ => IsOwn(lease), session => Renew(session, lease, askedAt));
        }
        catch (StoreReplacedException exception)
        {
            throw new LeaseLostException("The lease has ended.", exception);
        }
    }

    /// <summary>Ends a lease of this process at once. What fails is left to expire.</summary>
    public bool Release(SqliteLease lease)
    {
        lease.End();
        try
        {
            return On(_ => IsOwn(lease), session => TryEnd(session, lease.Id, null));
        }
        catch (Exception exception) when (exception is StoreReplacedException or StoreUnavailableException)
        {
            return false;
        }
    }

    private static T Write<T>(StoreSession session, Func<StoreConnection, T> work)
    {
        session.Work.BeginWrite();
        try
        {
            T result = work(session.Work);
            session.Work.Commit();
            return result;
        }
        catch
        {
            session.Work.Rollback();
            throw;
        }
    }

    private SqliteLease Acquire(StoreSession session, SqliteEngine engine, TimeSpan ttl, long askedAt, CancellationToken cancellationToken)
    {
        (LeaseRow row, long token) = Write(session, connection =>
        {
            Confirm(StoreHeader.Read(connection));
            long token = LeaseTable.TakeToken(connection);

            // Random, so that a store that was restored never gives out an id for the second time.
            string id = string.Create(CultureInfo.InvariantCulture, $"{token}-{Guid.NewGuid():N}");
            LeaseRow row = new(id, TimeSpan.FromMilliseconds(Math.Ceiling(ttl.TotalMilliseconds)), 0);
            LeaseTable.Add(connection, row);
            cancellationToken.ThrowIfCancellationRequested();
            return (row, token);
        });
        if (!IsInPlace(session))
        {
            throw new StoreReplacedException();
        }

        SqliteLease lease = new(engine, row, token, askedAt, _timeProvider);
        _own.Add(lease.Id, lease);
        _book.See(row, askedAt);
        return lease;
    }

    private bool Renew(StoreSession session, SqliteLease lease, long askedAt)
    {
        LeaseRow? renewed = Write(session, connection =>
        {
            Confirm(StoreHeader.Read(connection));
            LeaseRow? row = LeaseTable.Find(connection, lease.Id);
            row = row is { } present ? present with { Renewals = present.Renewals + 1 } : null;
            if (row is not null)
            {
                LeaseTable.SetRenewals(connection, lease.Id, row.Value.Renewals);
            }

            // The wait for the lock may have taken too long; then the timer of the lease ends it in the store.
            return lease.HasEnded ? throw new LeaseLostException() : row;
        });
        if (renewed is not { } seen)
        {
            LoseOwnLease(lease);
            throw new LeaseLostException();
        }

        if (!IsInPlace(session))
        {
            throw new StoreReplacedException();
        }

        _book.See(seen, askedAt);
        lease.Renewed(askedAt);
        return true;
    }

    private bool IsOwn(SqliteLease lease) => _own.ContainsKey(lease.Id);

    private void LoseOwnLease(SqliteLease lease)
    {
        _own.Remove(lease.Id);
        lease.End();
    }

    private void LoseOwnLeases()
    {
        _book.Clear();
        foreach (SqliteLease lease in _own.Values)
        {
            lease.End();
        }

        _own.Clear();
    }
}
