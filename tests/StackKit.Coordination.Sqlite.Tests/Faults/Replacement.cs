using Microsoft.Data.Sqlite;

namespace StackKit.Coordination.Sqlite.Tests.Faults;

/// <summary>What a person can do to a file while processes hold it.</summary>
internal static class Replacement
{
    public static async Task ApplyAsync(string kind, StoreFolder folder, string backup)
    {
        switch (kind)
        {
            case "deleted":
                File.Delete(folder.File);
                break;
            case "emptied":
                await File.WriteAllBytesAsync(folder.File, []);
                break;
            case "deleted with its log":
                foreach (string file in Directory.GetFiles(folder.Folder, "store.db*"))
                {
                    File.Delete(file);
                }

                break;
            case "recreated":
                await ApplyAsync("deleted with its log", folder, backup);
                await CreateOtherAsync(folder.File);
                break;
            case "replaced by another store":
                string other = Path.Combine(folder.Folder, "other.db");
                await CreateOtherAsync(other);
                File.Move(other, folder.File, overwrite: true);
                break;
            case "restored from a backup":
                File.Move(backup, folder.File, overwrite: true);
                break;
            case "restored in place":
                RestoreInPlace(folder.File, backup);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown.");
        }
    }

    /// <summary>Copies a file over another one, as <c>cp</c> does: the file stays the same, its content does not.</summary>
    public static void CopyOver(string source, string destination) => File.WriteAllBytes(destination, File.ReadAllBytes(source));

    /// <summary>Makes a consistent copy of a store that is in use.</summary>
    public static void BackUp(string file, string backup)
    {
        using SqliteConnection connection = Connect(file);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $backup";
        command.Parameters.AddWithValue("$backup", backup);
        command.ExecuteNonQuery();
    }

    public static SqliteConnection Connect(string file)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    public static async Task CreateOtherAsync(string file)
    {
        await using SqliteEngine engine = new(new SqliteStoreOptions { Path = file }, TimeProvider.System);
        for (int i = 0; i < 20; i++)
        {
            await engine.ApplyAsync(Store.Put("other", $"{i}"));
        }
    }

    private static void RestoreInPlace(string file, string backup)
    {
        using SqliteConnection source = Connect(backup);
        using SqliteConnection destination = Connect(file);
        source.BackupDatabase(destination);
    }
}
