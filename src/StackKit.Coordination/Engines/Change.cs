namespace StackKit.Coordination;

/// <summary>One item of a follow.</summary>
public sealed record Change
{
    private Change(ChangeKind kind, long revision, string? key, Entry? entry, Cursor? cursor)
    {
        Kind = kind;
        Revision = revision;
        Key = key;
        Entry = entry;
        Cursor = cursor;
    }

    /// <summary>Gets what the change tells.</summary>
    public ChangeKind Kind { get; }

    /// <summary>Gets the revision of the commit, for <see cref="ChangeKind.Idle"/> that of the store; 0 for <see cref="ChangeKind.Reset"/>.</summary>
    /// <value>Never lower than that of the change before it in the same stream.</value>
    public long Revision { get; }

    /// <summary>Gets the key that was put or removed, otherwise <see langword="null"/>.</summary>
    public string? Key { get; }

    /// <summary>Gets the entry that was put, otherwise <see langword="null"/>.</summary>
    public Entry? Entry { get; }

    /// <summary>Gets the position after this change.</summary>
    /// <value>
    /// <see langword="null"/> when only the changes that follow complete a state that the store had, so that half a commit is never taken for one;
    /// also for <see cref="ChangeKind.Reset"/>.
    /// </value>
    public Cursor? Cursor { get; }

    /// <summary>Tells that an entry was written.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cursor">The position after it, or <see langword="null"/> in the middle of a commit.</param>
    /// <returns>The change.</returns>
    public static Change Put(Entry entry, Cursor? cursor)
    {
        ArgumentNullException.ThrowIfNull(entry);

        return new Change(ChangeKind.Put, entry.Revision, entry.Key, entry, cursor);
    }

    /// <summary>Tells that an entry is gone.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="revision">The revision of the commit that removed it.</param>
    /// <param name="cursor">The position after it, or <see langword="null"/> in the middle of a commit.</param>
    /// <returns>The change.</returns>
    public static Change Remove(string key, long revision, Cursor? cursor)
    {
        ArgumentNullException.ThrowIfNull(key);

        return new Change(ChangeKind.Remove, revision, key, null, cursor);
    }

    /// <summary>Tells that the follower has caught up and that the store is alive.</summary>
    /// <param name="revision">The revision of the store.</param>
    /// <param name="cursor">The position.</param>
    /// <returns>The change.</returns>
    public static Change Idle(long revision, Cursor cursor)
    {
        ArgumentNullException.ThrowIfNull(cursor);

        return new Change(ChangeKind.Idle, revision, null, null, cursor);
    }

    /// <summary>Tells that continuity cannot be proven.</summary>
    /// <returns>The change, after which the stream ends.</returns>
    public static Change Reset() => new(ChangeKind.Reset, 0, null, null, null);
}
