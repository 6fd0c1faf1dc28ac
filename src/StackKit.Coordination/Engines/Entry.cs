namespace StackKit.Coordination;

/// <summary>One key with its value, as of one revision.</summary>
/// <remarks>Compare <see cref="Revision"/> to find out whether two entries are the same: every write has its own.</remarks>
/// <param name="Key">The key; see <see cref="StoreKey"/>.</param>
/// <param name="Value">The value. Must not be changed by whoever holds the underlying array.</param>
/// <param name="Revision">
/// The revision of the commit that last wrote this entry: at least 1, greater than that of every earlier commit to the store, and never used
/// again for the key, even after the entry was deleted.
/// </param>
/// <param name="LeaseId">The lease that the entry vanishes with, or <see langword="null"/> when it stays until it is deleted.</param>
public sealed record Entry(string Key, ReadOnlyMemory<byte> Value, long Revision, string? LeaseId);
