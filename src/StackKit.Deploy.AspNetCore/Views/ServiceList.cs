using System.Collections.Immutable;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>The services, by name.</summary>
internal sealed record ServiceList(ImmutableArray<ServiceView> Items);
