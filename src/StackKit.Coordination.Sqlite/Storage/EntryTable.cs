namespace StackKit.Coordination.Sqlite;

/// <summary>The entries, and the log that tells which of them changed when. To be called inside a transaction.</summary>
internal static class EntryTable
{
    /// <summary>Reads everything under a prefix, in ordinal order: keys are ASCII and compared by their bytes.</summary>
    public static List<Entry> List(StoreConnection connection, string prefix)
    {
        StoreStatement statement = prefix.Length == 0
            ? connection.Statement("SELECT key, value, revision, lease FROM entry ORDER BY key")
            : connection.Statement("SELECT key, value, revision, lease FROM entry WHERE key >= ?1 AND key < ?2 ORDER BY key").Bind(1, prefix).Bind(2, AfterPrefix(prefix));
        List<Entry> entries = [];
        while (statement.Step())
        {
            entries.Add(new Entry(statement.Text(0), statement.Blob(1), statement.Integer(2), statement.TextOrNull(3)));
        }

        return entries;
    }

    /// <summary>Says whether everything that a transaction expects is so, and its leases are there.</summary>
    public static bool Holds(StoreConnection connection, Transaction transaction)
    {
        foreach (Expectation expectation in transaction.Expectations)
        {
            if (RevisionOf(connection, expectation.Key) != expectation.Revision)
            {
                return false;
            }
        }

        foreach (Operation operation in transaction.Operations)
        {
            if (operation.LeaseId is not null && LeaseTable.Find(connection, operation.LeaseId) is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Makes the changes of a transaction.</summary>
    /// <returns>How many there were.</returns>
    public static int Apply(StoreConnection connection, Transaction transaction, long revision)
    {
        int changes = 0;
        foreach (Operation operation in transaction.Operations)
        {
            long prior = RevisionOf(connection, operation.Key);
            if (operation.Value is { } value)
            {
                Put(connection, operation.Key, value.Span, revision, operation.LeaseId);
            }
            else if (prior > 0)
            {
                connection.Statement("DELETE FROM entry WHERE key = ?1").Bind(1, operation.Key).Run();
            }
            else
            {
                continue;
            }

            ChangeTable.Add(connection, revision, changes++, operation.Key, prior);
        }

        return changes;
    }

    /// <summary>Deletes the entries of a lease.</summary>
    /// <returns>How many there were.</returns>
    public static int DeleteOf(StoreConnection connection, string leaseId, long revision)
    {
        List<(string Key, long Revision)> found = [];
        StoreStatement statement = connection.Statement("SELECT key, revision FROM entry WHERE lease = ?1 ORDER BY key").Bind(1, leaseId);
        while (statement.Step())
        {
            found.Add((statement.Text(0), statement.Integer(1)));
        }

        connection.Statement("DELETE FROM entry WHERE lease = ?1").Bind(1, leaseId).Run();
        for (int i = 0; i < found.Count; i++)
        {
            ChangeTable.Add(connection, revision, i, found[i].Key, found[i].Revision);
        }

        return found.Count;
    }

    /// <summary>Gets the first text behind everything that starts with a prefix: '0' is the character after '/'.</summary>
    public static string AfterPrefix(string prefix) => string.Concat(prefix.AsSpan(0, prefix.Length - 1), "0");

    private static long RevisionOf(StoreConnection connection, string key) =>
        connection.Statement("SELECT revision FROM entry WHERE key = ?1").Bind(1, key).Scalar() ?? 0;

    private static void Put(StoreConnection connection, string key, ReadOnlySpan<byte> value, long revision, string? leaseId) =>
        connection.Statement(
            """
            INSERT INTO entry (key, value, revision, lease) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value, revision = excluded.revision, lease = excluded.lease
            """).Bind(1, key).Bind(2, value).Bind(3, revision).Bind(4, leaseId).Run();
}
