namespace StackKit.Coordination.Sqlite;

/// <summary>The file as one process has it open: a connection that works and one that watches.</summary>
internal sealed class StoreSession : IDisposable
{
    // SQLite keeps its locks by process: closing the handle that made the file must not meet a connection to it.
    private static readonly Lock s_opening = new();

    private long _dataVersion;

    private StoreSession(StoreConnection work, StoreConnection watch, StoreFiles files, StoreHeader header)
    {
        Work = work;
        Watch = watch;
        Files = files;
        Header = header;
    }

    /// <summary>Gets the connection that reads and writes.</summary>
    public StoreConnection Work { get; }

    /// <summary>Gets the connection that never writes, so that it sees every commit as that of another.</summary>
    public StoreConnection Watch { get; }

    public StoreFiles Files { get; }

    /// <summary>Gets the header at the opening.</summary>
    public StoreHeader Header { get; }

    /// <summary>Opens the file, and makes it when there is none.</summary>
    /// <exception cref="StoreUnavailableException">That is not possible; the message says why.</exception>
    public static StoreSession Open(string path, TimeSpan busyTimeout, int? maximumPages)
    {
        StoreConnection? work = null;
        StoreConnection? watch = null;
        try
        {
            FileIdentity? found;
            lock (s_opening)
            {
                found = FindOrCreate(path);
                work = StoreConnection.Open(path, busyTimeout);
                watch = StoreConnection.Open(path, busyTimeout);
            }

            StoreSchema.Prepare(work, path);
            if (maximumPages is { } pages)
            {
                work.Execute(FormattableString.Invariant($"PRAGMA max_page_count = {pages}"));
            }

            StoreHeader header = StoreHeader.Read(work);
            _ = StoreHeader.Read(watch);
            StoreFiles files = new(path, work.GetFileName());
            return files.Database == found
                ? new StoreSession(work, watch, files, header)
                : throw new StoreUnavailableException($"'{path}' was replaced while it was opened.");
        }
        catch (Exception exception)
        {
            watch?.Dispose();
            work?.Dispose();
            if (exception is StoreUnavailableException)
            {
                throw;
            }

            throw StoreFault.Describe(exception, path, busyTimeout);
        }
    }

    /// <summary>Says whether anything was committed, by anyone, since the last call.</summary>
    public bool HasNews()
    {
        long version = Watch.Statement("PRAGMA data_version").Scalar() ?? 0;
        bool isNew = version != _dataVersion;
        _dataVersion = version;
        return isNew;
    }

    /// <summary>Takes care that nothing of a database that is gone gets into its successor. Then dispose.</summary>
    public void Abandon()
    {
        if (Files.IsGone())
        {
            Watch.KeepLogOnClose();
            Work.KeepLogOnClose();
            Files.RemoveLeftovers();
        }
    }

    public void Dispose()
    {
        Watch.Dispose();
        Work.Dispose();
    }

    private static FileIdentity? FindOrCreate(string path)
    {
        if (FileIdentity.Read(path) is { } found)
        {
            return found;
        }

        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            // The files beside it get the same from SQLite.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (new FileStream(path, options))
        {
        }

        return FileIdentity.Read(path);
    }
}
