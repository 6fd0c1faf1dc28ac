namespace StackKit.Coordination.Sqlite;

/// <summary>The file as one process has it open: a connection that works and one that watches.</summary>
internal sealed class StoreSession : IDisposable
{
    // SQLite keeps its locks by process: closing the handle that made the file must not meet a connection to it.
    private static readonly Lock s_opening = new();

    private long _dataVersion;

    private StoreSession(StoreConnection work, StoreConnection watch, StoreFiles files, ImageCheck image, StoreHeader header)
    {
        Work = work;
        Watch = watch;
        Files = files;
        Image = image;
        Header = header;
    }

    /// <summary>Gets the connection that reads and writes.</summary>
    public StoreConnection Work { get; }

    /// <summary>Gets the connection that never writes, so that it sees every commit as that of another.</summary>
    public StoreConnection Watch { get; }

    public StoreFiles Files { get; }

    /// <summary>Gets the check of the database without its log.</summary>
    public ImageCheck Image { get; }

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
            if (files.Database != found)
            {
                throw new StoreUnavailableException($"'{path}' was replaced while it was opened.");
            }

            ImageCheck image = new(files, watch, path, header.Epoch);
            image.Run(header.Revision);
            return new StoreSession(work, watch, files, image, header);
        }
        catch (Exception exception)
        {
            // The log may be that of another database; then it must not get into this one.
            watch?.KeepLogOnClose();
            work?.KeepLogOnClose();
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

    /// <summary>Prepares for what comes after this: nothing of a database that is gone may get into its successor. Then dispose.</summary>
    /// <param name="seen">The highest revision that was seen.</param>
    public void Abandon(long seen)
    {
        if (Files.IsGone())
        {
            KeepLogOnClose();
            Files.RemoveLeftovers();
            return;
        }

        if (Image.IsDue())
        {
            Image.Run(seen);
        }

        if (Files.AreInPlace())
        {
            // SQLite has restored another state through the log; from here on the database says so by itself.
            Work.Execute("PRAGMA wal_checkpoint(FULL)");
        }
    }

    public void Dispose()
    {
        if (Image.HasFailed)
        {
            KeepLogOnClose();
        }

        Watch.Dispose();
        Work.Dispose();
    }

    private static FileIdentity? FindOrCreate(string path)
    {
        if (FileState.Read(path) is { } found)
        {
            return found.Identity;
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

        return FileState.Read(path)?.Identity;
    }

    private void KeepLogOnClose()
    {
        Watch.KeepLogOnClose();
        Work.KeepLogOnClose();
    }
}
