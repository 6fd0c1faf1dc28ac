using Microsoft.Data.Sqlite;

namespace StackKit.Coordination.Sqlite;

/// <content>The leases of all processes: ended by whoever notices first that they are due.</content>
internal sealed partial class SqliteStore
{
    // Expiring is tried again at the next look, so nobody is made to wait for it.
    private static readonly TimeSpan s_expiryTimeout = TimeSpan.FromMilliseconds(50);

    private readonly LeaseBook _book;

    /// <summary>Ends the leases that saw no renewal for their time to live.</summary>
    /// <param name="session">The file.</param>
    /// <param name="rows">What was just read, or <see langword="null"/> to go by what was seen last.</param>
    private void ExpireDue(StoreSession session, List<LeaseRow>? rows)
    {
        if (rows is not null)
        {
            _book.Refresh(rows);
            foreach (SqliteLease lost in _own.Values.Where(lease => !_book.Knows(lease.Id)).ToArray())
            {
                LoseOwnLease(lost);
            }
        }

        List<LeaseRow> due = _book.Due();
        if (due.Count == 0)
        {
            return;
        }

        session.Work.SetBusyTimeout(s_expiryTimeout);
        try
        {
            foreach (LeaseRow row in due)
            {
                TryEnd(session, row.Id, row.Renewals);
            }
        }
        catch (SqliteException exception) when (StoreFault.IsPassing(exception))
        {
            // At the next look.
        }
        finally
        {
            session.Work.SetBusyTimeout(_options.BusyTimeout);
        }
    }

    /// <summary>Ends a lease and deletes its entries in one commit, unless it has shown a sign of life or someone else was faster.</summary>
    private bool TryEnd(StoreSession session, string id, long? renewals)
    {
        long? ended = Write(session, connection =>
        {
            long revision = Confirm(StoreHeader.Read(connection)).Revision;
            LeaseRow? row = LeaseTable.Find(connection, id);
            if (row is null || (renewals is not null && row.Value.Renewals != renewals))
            {
                return (long?)null;
            }

            if (EntryTable.DeleteOf(connection, id, revision + 1) > 0)
            {
                ChangeTable.Advance(connection, ++revision, _options.HistoryCommits);
            }

            LeaseTable.Delete(connection, id);
            return revision;
        });
        if (ended is null)
        {
            _book.Refresh(LeaseTable.List(session.Work));
            return false;
        }

        _revision = ended.Value;
        _book.Forget(id);
        if (_own.TryGetValue(id, out SqliteLease? lease))
        {
            LoseOwnLease(lease);
        }

        Tell();
        return true;
    }
}
