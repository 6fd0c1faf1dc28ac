using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StackKit.Coordination.Sqlite;

/// <summary>What the database says by itself, without the log.</summary>
/// <param name="Epoch">The epoch, or <see langword="null"/> when the tables are in the log only.</param>
/// <param name="Revision">The revision; -1 without an epoch.</param>
/// <param name="SchemaCookie">The number that SQLite counts up with every change of the tables; a copy made by VACUUM is one ahead.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoreImage(string? Epoch, long Revision, long SchemaCookie)
{
    private static readonly StoreImage s_noDatabase = new(string.Empty, -1, 0);

    /// <summary>Reads it.</summary>
    /// <returns><see langword="null"/> when that is not possible just now, because somebody is writing.</returns>
    public static StoreImage? TryRead(string path)
    {
        try
        {
            using StoreConnection connection = StoreConnection.OpenImage(path);
            long cookie = ReadCookie(connection);
            if (connection.Statement("SELECT 1 FROM sqlite_schema WHERE name = 'store'").Scalar() is null)
            {
                return new StoreImage(null, -1, cookie);
            }

            StoreStatement statement = connection.Statement("SELECT epoch, revision FROM store");
            return statement.Step() ? new StoreImage(statement.Text(0), statement.Integer(1), cookie) : new StoreImage(null, -1, cookie);
        }
        catch (SqliteException exception)
        {
            return exception.SqliteErrorCode == raw.SQLITE_NOTADB ? s_noDatabase : null;
        }
    }

    /// <summary>Reads the number that counts the changes of the tables.</summary>
    public static long ReadCookie(StoreConnection connection) => connection.Statement("PRAGMA schema_version").Scalar() ?? 0;
}
