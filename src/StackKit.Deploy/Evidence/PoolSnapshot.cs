using System.Collections.Immutable;

namespace StackKit.Deploy.Evidence;

/// <summary>The instances of one version.</summary>
internal sealed record PoolSnapshot(string Version, ImmutableArray<PoolEndpoint> Endpoints);
