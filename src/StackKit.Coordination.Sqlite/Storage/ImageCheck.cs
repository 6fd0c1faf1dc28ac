namespace StackKit.Coordination.Sqlite;

/// <summary>Notices when something else than SQLite has written into the database, or a log is left behind from another one.</summary>
/// <remarks>
/// SQLite writes into the database only what it takes from the log, so the database by itself is always an earlier state of the store, and no
/// earlier than it was before. A backup that is copied over it is not. Nothing is repaired here: what belongs where is for a person to say.
/// </remarks>
internal sealed class ImageCheck(StoreFiles files, StoreConnection watch, string path, string epoch)
{
    private long _least = -1;
    private long? _modified;

    /// <summary>Gets a value indicating whether the last look found what does not belong together.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Says whether the database was written to since it was last found to be right.</summary>
    public bool IsDue() => files.ReadModified() != _modified;

    /// <summary>Looks at the database, and refuses what is no earlier state of the store.</summary>
    /// <param name="seen">The highest revision that was seen; when the store itself is below, that is found elsewhere.</param>
    /// <exception cref="StoreUnavailableException">The database and the log do not belong together.</exception>
    public void Run(long seen)
    {
        // Before the look, so that whatever is written during it is looked at again.
        long? modified = files.ReadModified();
        StoreImage? first = StoreImage.TryRead(path);
        if (first is not { } image)
        {
            return;
        }

        // Twice: a checkpoint may be writing this very page.
        HasFailed = !Fits(image, seen) && StoreImage.TryRead(path) == image && !Fits(image, seen);
        if (HasFailed)
        {
            throw new StoreUnavailableException(
                $"'{path}' and its log '{path}-wal' do not belong together: the database was written over, or put in place while a log was left behind. " +
                $"Stop all processes; if the database is right, delete '{path}-wal' and '{path}-shm', otherwise restore it.");
        }

        _least = Math.Max(_least, image.Revision);
        _modified = modified;
    }

    private bool Fits(StoreImage image, long seen)
    {
        // After the image: what is in the database then is in the store, too.
        StoreHeader header = StoreHeader.Read(watch);
        if (header.Epoch != epoch || header.Revision < seen)
        {
            return true;
        }

        return image.Epoch is null
            ? _least < 0
            : image.Epoch == epoch && image.Revision >= _least && image.Revision <= header.Revision && image.SchemaCookie <= StoreImage.ReadCookie(watch);
    }
}
