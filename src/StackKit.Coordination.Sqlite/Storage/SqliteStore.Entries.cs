using Microsoft.Data.Sqlite;

namespace StackKit.Coordination.Sqlite;

/// <content>Lists, commits and what followers read.</content>
internal sealed partial class SqliteStore
{
    /// <summary>Gets or sets what happens just before a commit is asked for; for tests of what can go wrong then.</summary>
    public Action? Committing { get; set; }

    private (Listing Listing, int Incarnation) List(StoreSession session, string prefix)
    {
        ExpireDue(session, LeaseTable.List(session.Work));
        return InTransaction(session.Work, () =>
        {
            StoreHeader header = Confirm(StoreHeader.Read(session.Work));
            List<Entry> entries = EntryTable.List(session.Work, prefix);
            return (new Listing(entries, new StorePosition(header.Epoch, header.Revision).ToCursor(), header.Epoch, header.Revision), _incarnation);
        });
    }

    private FollowBatch ReadChanges(StoreSession session, string prefix, StorePosition position) =>
        InTransaction(session.Work, () =>
        {
            StoreHeader header = Confirm(StoreHeader.Read(session.Work));
            bool isKnown = position.Epoch == header.Epoch && ChangeTable.Reaches(session.Work, position.Revision, header.Revision);
            return new FollowBatch(
                isKnown ? ChangeTable.After(session.Work, prefix, position.Revision, revision => new StorePosition(header.Epoch, revision).ToCursor()) : null,
                new StoreSight(_incarnation, header.Revision));
        });

    private CommitResult Commit(StoreSession session, Transaction transaction, CancellationToken cancellationToken)
    {
        ExpireDue(session, null);
        StoreConnection connection = session.Work;
        connection.BeginWrite();
        long revision;
        try
        {
            revision = Confirm(StoreHeader.Read(connection)).Revision + 1;
            if (HasEndedLease(transaction) || !EntryTable.Holds(connection, transaction))
            {
                connection.Rollback();
                return CommitResult.Conflict;
            }

            if (EntryTable.Apply(connection, transaction, revision) == 0)
            {
                connection.Rollback();
                return CommitResult.Committed(revision - 1);
            }

            ChangeTable.Advance(connection, revision, _options.HistoryCommits);
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch
        {
            connection.Rollback();
            throw;
        }

        return Finish(session, revision);
    }

    private bool HasEndedLease(Transaction transaction)
    {
        foreach (Operation operation in transaction.Operations)
        {
            if (operation.LeaseId is not null && _own.TryGetValue(operation.LeaseId, out SqliteLease? lease) && lease.HasEnded)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Asks SQLite to commit, and says honestly what is known about the outcome.</summary>
    private CommitResult Finish(StoreSession session, long revision)
    {
        Committing?.Invoke();
        try
        {
            session.Work.Commit();
        }
        catch (SqliteException exception) when (!StoreFault.IsPassing(exception))
        {
            // A full disk and a lock leave no trace in the log; after any other failure its end may be on the disk and come to life later.
            session.Work.Rollback();
            CloseSession();
            return CommitResult.Unknown;
        }

        try
        {
            if (!session.Files.AreInPlace())
            {
                BeginIncarnation();
                return CommitResult.Unknown;
            }
        }
        catch (IOException)
        {
            CloseSession();
            return CommitResult.Unknown;
        }

        _revision = revision;
        Tell();
        return CommitResult.Committed(revision);
    }
}
