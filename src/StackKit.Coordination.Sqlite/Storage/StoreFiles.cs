namespace StackKit.Coordination.Sqlite;

/// <summary>The three files that a connection works on, as they were when it was opened: the database, its log and the index of the log.</summary>
internal sealed class StoreFiles
{
    private readonly string _path;
    private readonly string _logPath;
    private readonly string _indexPath;
    private readonly FileIdentity? _log;
    private readonly FileIdentity? _index;

    /// <summary>Looks at the files.</summary>
    /// <param name="path">The path that was asked for.</param>
    /// <param name="resolvedPath">The same without symbolic links; the other files are beside it.</param>
    public StoreFiles(string path, string resolvedPath)
    {
        _path = path;
        _logPath = resolvedPath + "-wal";
        _indexPath = resolvedPath + "-shm";
        Database = FileState.Read(path)?.Identity;
        _log = FileState.Read(_logPath)?.Identity;
        _index = FileState.Read(_indexPath)?.Identity;
    }

    public FileIdentity? Database { get; }

    /// <summary>Says whether the paths still lead to the files that are open. What is written to others is lost.</summary>
    public bool AreInPlace() => !IsGone() && FileState.Read(_logPath)?.Identity == _log && FileState.Read(_indexPath)?.Identity == _index;

    /// <summary>Says whether there is no database, another one, or nothing in it.</summary>
    public bool IsGone() => FileState.Read(_path) is not { IsEmpty: false } state || state.Identity != Database;

    /// <summary>Gets when the database was last written to.</summary>
    public long? ReadModified() => FileState.Read(_path)?.Modified;

    /// <summary>Removes what a database that is gone left beside its successor, which must not take it for its own.</summary>
    /// <remarks>To be called before the connections are closed: only an open file is sure to keep its identity to itself.</remarks>
    public void RemoveLeftovers()
    {
        Remove(_logPath, _log);
        Remove(_indexPath, _index);
    }

    private static void Remove(string path, FileIdentity? former)
    {
        if (former is not null && FileState.Read(path)?.Identity == former)
        {
            File.Delete(path);
        }
    }
}
