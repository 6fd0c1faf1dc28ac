using System.Collections.Immutable;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>The rollouts that are kept, the newest first.</summary>
internal sealed record RolloutList(ImmutableArray<RolloutView> Items);
