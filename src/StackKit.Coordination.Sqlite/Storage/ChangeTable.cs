namespace StackKit.Coordination.Sqlite;

/// <summary>The bounded log of which keys were changed at which revision. Values are not in it: a follower is told the present one.</summary>
internal static class ChangeTable
{
    /// <summary>Notes a change, with the revision that the entry had before it; 0 when there was none.</summary>
    public static void Add(StoreConnection connection, long revision, int ordinal, string key, long prior) =>
        connection.Statement("INSERT INTO change (revision, ordinal, key, prior) VALUES (?1, ?2, ?3, ?4)")
            .Bind(1, revision).Bind(2, ordinal).Bind(3, key).Bind(4, prior).Run();

    /// <summary>Moves the store to its next revision and forgets what is older than the history.</summary>
    public static void Advance(StoreConnection connection, long revision, int history)
    {
        connection.Statement("UPDATE store SET revision = ?1").Bind(1, revision).Run();
        connection.Statement("DELETE FROM change WHERE revision <= ?1").Bind(1, revision - history).Run();
    }

    /// <summary>Says whether the log holds everything that came after a position.</summary>
    public static bool Reaches(StoreConnection connection, long position, long revision) =>
        position == revision || (position < revision && connection.Statement("SELECT MIN(revision) FROM change").Scalar() <= position + 1);

    /// <summary>Reads what changed under a prefix after a position, as far as it still shows.</summary>
    /// <remarks>
    /// What was overwritten or deleted since then is skipped; the commits from there on are told as if they had been one, so that only the last
    /// change has a cursor.
    /// </remarks>
    public static List<Change> After(StoreConnection connection, string prefix, long position, Func<long, Cursor> cursorAt)
    {
        List<ChangeRow> rows = Read(connection, prefix, position);
        Dictionary<string, (bool WasKnown, int Last)> keys = new(StringComparer.Ordinal);
        for (int i = 0; i < rows.Count; i++)
        {
            keys[rows[i].Key] = (keys.TryGetValue(rows[i].Key, out (bool WasKnown, int Last) former) ? former.WasKnown : rows[i].Prior > 0, i);
        }

        List<ChangeRow> told = [.. rows.Where((row, i) => row.Entry is not null ? row.Entry.Revision == row.Revision : keys[row.Key] == (true, i))];
        bool isComplete = told.Count == rows.Count;
        List<Change> changes = [];
        for (int i = 0; i < told.Count; i++)
        {
            ChangeRow row = told[i];
            bool isLast = i == told.Count - 1;
            Cursor? cursor = isLast || (isComplete && told[i + 1].Revision != row.Revision) ? cursorAt(row.Revision) : null;
            changes.Add(row.Entry is null ? Change.Remove(row.Key, row.Revision, cursor) : Change.Put(row.Entry, cursor));
        }

        return changes;
    }

    private static List<ChangeRow> Read(StoreConnection connection, string prefix, long position)
    {
        StoreStatement statement = connection.Statement(
            """
            SELECT c.revision, c.key, c.prior, e.revision, e.lease, CASE WHEN e.revision = c.revision THEN e.value ELSE x'' END
            FROM change c LEFT JOIN entry e ON e.key = c.key
            WHERE c.revision > ?1 AND (?2 = '' OR (c.key >= ?2 AND c.key < ?3))
            ORDER BY c.revision, c.ordinal
            """).Bind(1, position).Bind(2, prefix).Bind(3, prefix.Length == 0 ? prefix : EntryTable.AfterPrefix(prefix));
        List<ChangeRow> rows = [];
        while (statement.Step())
        {
            string key = statement.Text(1);
            Entry? entry = statement.IsNull(3) ? null : new Entry(key, statement.Blob(5), statement.Integer(3), statement.TextOrNull(4));
            rows.Add(new ChangeRow(statement.Integer(0), key, statement.Integer(2), entry));
        }

        return rows;
    }
}
