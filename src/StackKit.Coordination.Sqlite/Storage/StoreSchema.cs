using System.Globalization;
using Microsoft.Data.Sqlite;

namespace StackKit.Coordination.Sqlite;

/// <summary>The tables of a store, and which version of them a file has.</summary>
internal static class StoreSchema
{
    private const long Version = 1;
    private const long ApplicationId = 0x53744B74; // "StKt"

    private const string Tables =
        """
        CREATE TABLE store (id INTEGER PRIMARY KEY CHECK (id = 0), epoch TEXT NOT NULL, revision INTEGER NOT NULL, token INTEGER NOT NULL);
        CREATE TABLE entry (key TEXT NOT NULL UNIQUE, value BLOB NOT NULL, revision INTEGER NOT NULL, lease TEXT);
        CREATE INDEX entry_lease ON entry (lease) WHERE lease IS NOT NULL;
        CREATE TABLE change (revision INTEGER NOT NULL, ordinal INTEGER NOT NULL, key TEXT NOT NULL, prior INTEGER NOT NULL, PRIMARY KEY (revision, ordinal)) WITHOUT ROWID;
        CREATE TABLE lease (id TEXT NOT NULL PRIMARY KEY, ttl INTEGER NOT NULL, renewals INTEGER NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Makes the tables in a file that is empty, and refuses one that this version cannot work on.</summary>
    /// <exception cref="StoreUnavailableException">The file is of another program, of a newer version, or on a file system without shared memory.</exception>
    /// <exception cref="SqliteException">SQLite failed.</exception>
    public static void Prepare(StoreConnection connection, string path)
    {
        if (connection.IsReadOnly)
        {
            throw new StoreUnavailableException($"'{path}' is read-only; give the account of this process write access to the file and its folder.");
        }

        connection.BeginRead();
        bool isNew;
        try
        {
            isNew = IsNew(connection, path);
        }
        finally
        {
            connection.Rollback();
        }

        SetWriteAheadLog(connection, path);

        // Every acknowledged commit is on the disk.
        connection.Execute("PRAGMA synchronous = FULL");
        if (isNew)
        {
            Create(connection, path);
        }
    }

    /// <summary>Refuses what a newer version has written.</summary>
    /// <exception cref="StoreUnavailableException">It is newer.</exception>
    public static void ThrowIfNewer(long version, string path)
    {
        if (version > Version)
        {
            throw new StoreUnavailableException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{path}' was written by a newer StackKit (schema {version}, this one knows up to {Version}); update StackKit.Coordination.Sqlite in this application."));
        }
    }

    private static bool IsNew(StoreConnection connection, string path)
    {
        long application = connection.Statement("PRAGMA application_id").Scalar() ?? 0;
        long version = connection.Statement("PRAGMA user_version").Scalar() ?? 0;
        if (application == 0 && version == 0 && connection.Statement("SELECT 1 FROM sqlite_schema LIMIT 1").Scalar() is null)
        {
            return true;
        }

        if (application != ApplicationId)
        {
            throw new StoreUnavailableException($"'{path}' is the SQLite database of another program; give the store a file of its own.");
        }

        ThrowIfNewer(version, path);
        return false;
    }

    private static void SetWriteAheadLog(StoreConnection connection, string path)
    {
        StoreStatement statement = connection.Statement("PRAGMA journal_mode = WAL");
        string? mode = statement.Step() ? statement.Text(0) : null;
        statement.Reset();
        if (mode != "wal")
        {
            throw new StoreUnavailableException($"'{path}' is on a file system that cannot share memory between processes; choose a local disk.");
        }
    }

    private static void Create(StoreConnection connection, string path)
    {
        connection.BeginWrite();
        try
        {
            // Another process may have been faster.
            if (IsNew(connection, path))
            {
                connection.Execute(Tables);
                connection.Statement("INSERT INTO store (id, epoch, revision, token) VALUES (0, ?1, 0, 0)").Bind(1, Guid.NewGuid().ToString("N")).Run();
                connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}"));
            }

            connection.Commit();
        }
        catch
        {
            connection.Rollback();
            throw;
        }

        // From the log into the database, so that it says by itself which store it is.
        connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
    }
}
