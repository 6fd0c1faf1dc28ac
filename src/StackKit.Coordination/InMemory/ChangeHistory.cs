namespace StackKit.Coordination;

/// <summary>The latest commits, by revision, bounded in number and in bytes. Guarded by the lock of the engine.</summary>
internal sealed class ChangeHistory(int maximumCommits, long maximumBytes)
{
    private readonly Dictionary<long, IReadOnlyList<(string Key, Entry? Entry)>> _commits = [];
    private long _bytes;
    private long _oldest = 1;
    private long _latest;

    /// <summary>Says whether every commit after a revision is still here.</summary>
    public bool Reaches(long revision) => revision >= _oldest - 1;

    /// <summary>Adds the commit that made a revision; revisions are consecutive.</summary>
    public void Add(long revision, IReadOnlyList<(string Key, Entry? Entry)> changes)
    {
        _commits.Add(revision, changes);
        _latest = revision;
        _bytes += BytesOf(changes);
        while (_commits.Count > maximumCommits || (_bytes > maximumBytes && _commits.Count > 0))
        {
            _commits.Remove(_oldest, out IReadOnlyList<(string Key, Entry? Entry)>? dropped);
            _bytes -= BytesOf(dropped!);
            _oldest++;
        }
    }

    /// <summary>Collects the changes under a prefix after a revision; only the last one of each commit has a cursor.</summary>
    public List<Change> After(long revision, string prefix, Func<long, Cursor> cursorAt)
    {
        List<Change> found = [];
        List<(string Key, Entry? Entry)> matching = [];
        for (long at = revision + 1; at <= _latest; at++)
        {
            matching.Clear();
            matching.AddRange(_commits[at].Where(change => change.Key.StartsWith(prefix, StringComparison.Ordinal)));
            for (int i = 0; i < matching.Count; i++)
            {
                (string key, Entry? entry) = matching[i];
                Cursor? cursor = i == matching.Count - 1 ? cursorAt(at) : null;
                found.Add(entry is null ? Change.Remove(key, at, cursor) : Change.Put(entry, cursor));
            }
        }

        return found;
    }

    private static long BytesOf(IReadOnlyList<(string Key, Entry? Entry)> changes)
    {
        long bytes = 0;
        foreach ((_, Entry? entry) in changes)
        {
            bytes += entry?.Value.Length ?? 0;
        }

        return bytes;
    }
}
