using System.Collections.Immutable;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>What was done about a store that had gone back in time.</summary>
internal sealed record AdoptView(ImmutableArray<string> Restored, ImmutableArray<string> Kept);
