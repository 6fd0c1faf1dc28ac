namespace StackKit.Coordination.Sqlite;

/// <summary>The leases that have not ended: how long each lives and how often it was renewed. No clock reading is stored.</summary>
internal static class LeaseTable
{
    /// <summary>Reads all leases.</summary>
    public static List<LeaseRow> List(StoreConnection connection)
    {
        StoreStatement statement = connection.Statement("SELECT id, ttl, renewals FROM lease");
        List<LeaseRow> rows = [];
        while (statement.Step())
        {
            rows.Add(Row(statement));
        }

        return rows;
    }

    /// <summary>Finds a lease.</summary>
    public static LeaseRow? Find(StoreConnection connection, string id)
    {
        StoreStatement statement = connection.Statement("SELECT id, ttl, renewals FROM lease WHERE id = ?1").Bind(1, id);
        LeaseRow? row = statement.Step() ? Row(statement) : null;
        statement.Reset();
        return row;
    }

    /// <summary>Takes the next fencing token, which is never given again.</summary>
    public static long TakeToken(StoreConnection connection)
    {
        connection.Statement("UPDATE store SET token = token + 1").Run();
        return connection.Statement("SELECT token FROM store").Scalar() ?? throw new StoreReplacedException();
    }

    public static void Add(StoreConnection connection, LeaseRow row) =>
        connection.Statement("INSERT INTO lease (id, ttl, renewals) VALUES (?1, ?2, ?3)")
            .Bind(1, row.Id).Bind(2, (long)row.Ttl.TotalMilliseconds).Bind(3, row.Renewals).Run();

    public static void SetRenewals(StoreConnection connection, string id, long renewals) =>
        connection.Statement("UPDATE lease SET renewals = ?2 WHERE id = ?1").Bind(1, id).Bind(2, renewals).Run();

    public static void Delete(StoreConnection connection, string id) =>
        connection.Statement("DELETE FROM lease WHERE id = ?1").Bind(1, id).Run();

    private static LeaseRow Row(StoreStatement statement) =>
        new(statement.Text(0), TimeSpan.FromMilliseconds(statement.Integer(1)), statement.Integer(2));
}
