using System.Collections.Immutable;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>The audit trail of a rollout, in order.</summary>
internal sealed record EventList(ImmutableArray<EventView> Items);
