using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Model;

namespace StackKit.Routing.Yarp;

/// <summary>The available destinations of a cluster by version, computed once for every list that YARP publishes.</summary>
internal sealed class VersionDestinations
{
    private static readonly ConditionalWeakTable<IReadOnlyList<DestinationState>, VersionDestinations> s_cache = [];

    private readonly FrozenDictionary<string, DestinationState[]> _byVersion;

    private VersionDestinations(IReadOnlyList<DestinationState> available) =>
        _byVersion = available.Where(d => VersionOf(d) is not null).GroupBy(d => VersionOf(d)!, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    public static DestinationState[] Find(IReadOnlyList<DestinationState> available, string version) =>
        s_cache.GetValue(available, static list => new VersionDestinations(list))._byVersion.GetValueOrDefault(version) ?? [];

    public static string? VersionOf(DestinationState destination) => destination.Model.Config.Metadata?.GetValueOrDefault(YarpMetadata.Version);

    /// <summary>Gets the endpoint of a router's pool that a destination was made of; null when it was configured.</summary>
    public static string? EndpointOf(DestinationState destination) => destination.Model.Config.Metadata?.GetValueOrDefault(YarpMetadata.Endpoint);
}
