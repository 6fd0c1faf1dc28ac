using Microsoft.Data.Sqlite;

namespace StackKit.Acceptance.Worlds;

/// <summary>Holds the only lock for writing of a SQLite file: while it does, nobody can commit.</summary>
internal sealed class StoreLock : IDisposable
{
    private readonly SqliteConnection _connection;

    public StoreLock(string file)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        _connection.Open();
        Execute("BEGIN EXCLUSIVE");
    }

    public void Dispose()
    {
        Execute("ROLLBACK");
        _connection.Dispose();
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
