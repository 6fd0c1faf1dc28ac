using System.Runtime.InteropServices;

namespace StackKit.Coordination.Sqlite;

/// <summary>The one row that says which store this is and how far it has come.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoreHeader(string Epoch, long Revision, long SchemaVersion)
{
    /// <summary>Reads the row.</summary>
    /// <exception cref="StoreReplacedException">There is none: this is not the store that it was.</exception>
    public static StoreHeader Read(StoreConnection connection)
    {
        long schemaVersion = connection.Statement("PRAGMA user_version").Scalar() ?? 0;
        StoreStatement statement = connection.Statement("SELECT epoch, revision FROM store");
        if (!statement.Step())
        {
            throw new StoreReplacedException();
        }

        StoreHeader header = new(statement.Text(0), statement.Integer(1), schemaVersion);
        statement.Reset();
        return header;
    }
}
