using System.Collections;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace StackKit.Routing.Yarp;

/// <summary>The clusters of one moment, without routes.</summary>
/// <remarks>
/// It is its own list of no routes: a destination resolver makes YARP wrap the configuration and copy its clusters, but not its routes, so by
/// that list the snapshot is recognised again.
/// </remarks>
#pragma warning disable CA1001 // without a timer there is nothing to dispose of, and YARP may still hold the token
internal sealed class ClusterSnapshot(long revision, IReadOnlyList<Pool>[] pools, IReadOnlyList<ClusterConfig> clusters) : IProxyConfig, IReadOnlyList<RouteConfig>
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _changed = new();

    public long Revision { get; } = revision;

    /// <summary>Gets the pools that each of the clusters was made of.</summary>
    public IReadOnlyList<Pool>[] Pools { get; } = pools;

    public IReadOnlyList<RouteConfig> Routes => this;

    public IReadOnlyList<ClusterConfig> Clusters { get; } = clusters;

    public IChangeToken ChangeToken => new CancellationChangeToken(_changed.Token);

    int IReadOnlyCollection<RouteConfig>.Count => 0;

    RouteConfig IReadOnlyList<RouteConfig>.this[int index] => throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Finds the snapshot among the configurations that YARP works with.</summary>
    public static ClusterSnapshot? Find(IReadOnlyList<IProxyConfig> configs)
    {
        foreach (IProxyConfig config in configs)
        {
            if (config.Routes is ClusterSnapshot snapshot)
            {
                return snapshot;
            }
        }

        return null;
    }

    public void SignalChange() => _changed.Cancel();

    IEnumerator<RouteConfig> IEnumerable<RouteConfig>.GetEnumerator() => Enumerable.Empty<RouteConfig>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Enumerable.Empty<RouteConfig>().GetEnumerator();
}
