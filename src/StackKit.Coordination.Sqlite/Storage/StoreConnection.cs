using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StackKit.Coordination.Sqlite;

/// <summary>A connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class StoreConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, StoreStatement> _statements = new(StringComparer.Ordinal);

    private StoreConnection(SqliteConnection connection) => _connection = connection;

    public bool IsReadOnly => raw.sqlite3_db_readonly(Handle, "main") != 0;

    private sqlite3 Handle => _connection.Handle!;

    /// <summary>Opens a file that is there.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static StoreConnection Open(string path, TimeSpan busyTimeout)
    {
        StoreConnection connection = Open(path, SqliteOpenMode.ReadWrite);
        connection.SetBusyTimeout(busyTimeout);
        return connection;
    }

    /// <summary>Opens the database without its log and without any lock: as it is at this moment. To be closed soon; it never sees a change.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static StoreConnection OpenImage(string path) => Open($"{new Uri(path).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly);

    /// <summary>Sets how long a statement waits for the lock of another process.</summary>
    public void SetBusyTimeout(TimeSpan time) => raw.sqlite3_busy_timeout(Handle, (int)time.TotalMilliseconds);

    /// <summary>Gets a statement, prepared at its first use.</summary>
    public StoreStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out StoreStatement? statement))
        {
            _statements.Add(sql, statement = new StoreStatement(Handle, sql));
        }

        // Whoever used it last may have been interrupted by an exception.
        statement.Reset();
        return statement;
    }

    /// <summary>Runs statements once.</summary>
    public void Execute(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(Handle, sql), Handle);

    /// <summary>Starts a transaction that sees one state of the store.</summary>
    public void BeginRead() => Statement("BEGIN").Run();

    /// <summary>Starts the one transaction that may write; waits for that of another process.</summary>
    public void BeginWrite() => Statement("BEGIN IMMEDIATE").Run();

    public void Commit() => Statement("COMMIT").Run();

    /// <summary>Ends a transaction without a trace, if there is one. SQLite has already done so after some errors.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(Handle) == 0)
        {
            _ = raw.sqlite3_exec(Handle, "ROLLBACK");
        }
    }

    /// <summary>Gets the path of the file, with symbolic links resolved.</summary>
    public string GetFileName() => raw.sqlite3_db_filename(Handle, "main").utf8_to_string();

    /// <summary>Leaves the log alone when the connection is closed, instead of copying it into the database.</summary>
    public void KeepLogOnClose() => _ = raw.sqlite3_db_config(Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);

    public void Dispose()
    {
        foreach (StoreStatement statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private static StoreConnection Open(string source, SqliteOpenMode mode)
    {
        // A pool would keep files open that were replaced long ago.
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            return new StoreConnection(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
