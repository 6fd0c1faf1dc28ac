namespace StackKit.Coordination.Sqlite;

/// <summary>What this process has seen of the leases, by its own monotonic clock.</summary>
/// <remarks>
/// A lease is due when the same number of renewals was seen over its whole time to live. That holds whether or not anyone looked in between,
/// and a process that sees a lease for the first time begins to count at that moment.
/// </remarks>
internal sealed class LeaseBook(TimeProvider timeProvider)
{
    private readonly Dictionary<string, (LeaseRow Row, long SeenAt)> _seen = new(StringComparer.Ordinal);

    /// <summary>Takes in all leases that the store has.</summary>
    public void Refresh(List<LeaseRow> rows)
    {
        long now = timeProvider.GetTimestamp();
        HashSet<string> present = new(StringComparer.Ordinal);
        foreach (LeaseRow row in rows)
        {
            present.Add(row.Id);
            if (!_seen.TryGetValue(row.Id, out (LeaseRow Row, long SeenAt) former) || former.Row != row)
            {
                _seen[row.Id] = (row, now);
            }
        }

        foreach (string gone in _seen.Keys.Where(id => !present.Contains(id)).ToArray())
        {
            _seen.Remove(gone);
        }
    }

    /// <summary>Notes a sign of life.</summary>
    /// <param name="row">The lease.</param>
    /// <param name="seenAt">The time stamp to count from.</param>
    public void See(LeaseRow row, long seenAt) => _seen[row.Id] = (row, seenAt);

    public bool Knows(string id) => _seen.ContainsKey(id);

    public void Forget(string id) => _seen.Remove(id);

    public void Clear() => _seen.Clear();

    /// <summary>Gets the leases that saw no renewal for their time to live.</summary>
    public List<LeaseRow> Due() =>
        [.. _seen.Values.Where(seen => timeProvider.GetElapsedTime(seen.SeenAt) >= seen.Row.Ttl).Select(static seen => seen.Row)];
}
