using System.Collections.Immutable;

namespace StackKit.Deploy;

/// <summary>What was done about a store that had gone back in time.</summary>
/// <param name="Restored">The services whose last known state was written again; their rollouts go on where they stood.</param>
/// <param name="Kept">The services for which the store's own content was kept, because this process knew nothing newer.</param>
public sealed record AdoptReceipt(ImmutableArray<string> Restored, ImmutableArray<string> Kept);
