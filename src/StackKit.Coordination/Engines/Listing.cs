namespace StackKit.Coordination;

/// <summary>The answer to one consistent read.</summary>
/// <param name="Entries">All entries under the prefix, sorted by key in ordinal order.</param>
/// <param name="Cursor">The position just after this read.</param>
/// <param name="StoreEpoch">
/// The identity of the store's history. Another value means that the store was emptied, restored or replaced, so that revisions cannot be compared.
/// </param>
/// <param name="Revision">The revision of the store at this read. Within an epoch a later read never has a lower one.</param>
public sealed record Listing(IReadOnlyList<Entry> Entries, Cursor Cursor, string StoreEpoch, long Revision);
