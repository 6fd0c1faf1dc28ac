namespace StackKit.Coordination.Sqlite.Tests;

/// <summary>A folder for one store; removed at the end.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stackkit-sqlite-");

    public string Folder => _folder.FullName;

    public string File => Path.Combine(Folder, "store.db");

    public SqliteEngine Open() => Open(new SqliteStoreOptions());

    public SqliteEngine Open(SqliteStoreOptions options)
    {
        options.Path ??= File;
        return new SqliteEngine(options, TimeProvider.System);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
