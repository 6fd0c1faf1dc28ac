namespace StackKit.Coordination.Sqlite;

/// <summary>What a follower is told next.</summary>
/// <param name="Changes">The changes, or <see langword="null"/> when only a reset is honest.</param>
/// <param name="Sight">What was seen of the store.</param>
internal sealed record FollowBatch(IReadOnlyList<Change>? Changes, StoreSight Sight);
