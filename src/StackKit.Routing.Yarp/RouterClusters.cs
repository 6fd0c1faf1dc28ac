using System.Globalization;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace StackKit.Routing.Yarp;

/// <summary>Gives YARP a cluster for each router whose pools are to be proxied to; its destinations are the endpoints that take requests.</summary>
internal sealed class RouterClusters : IProxyConfigProvider, IConfigChangeListener, IDisposable
{
    // The gap between a router's new pools and YARP's is a few milliseconds; whoever waits longer waits for something else.
    private static readonly TimeSpan s_settleTimeout = TimeSpan.FromSeconds(5);

    private readonly List<(Router Router, ClusterConfig Template)> _clusters = [];
    private readonly ApplyProgress _progress = new();
    private readonly TimeProvider _timeProvider;
    private readonly Lock _lock = new();
    private volatile ClusterSnapshot _current;

    public RouterClusters(IOptions<YarpRoutingOptions> options, RouterSet routers, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        foreach ((string name, Func<ClusterConfig, ClusterConfig> configure) in options.Value.Clusters)
        {
            _clusters.Add((routers.GetOrAdd(name), configure(new ClusterConfig { ClusterId = name }) with { ClusterId = name }));
        }

        lock (_lock)
        {
            // Heard of before it is read, so that no change is lost in between.
            foreach ((Router router, _) in _clusters)
            {
                router.PoolsChanged += OnPoolsChanged;
            }

            _current = Build(1);
        }
    }

    /// <summary>Gets a value indicating whether YARP proxies by what is in the pools now.</summary>
    public bool IsApplied => _progress.Contains(Wanted);

    // A router has new pools for a moment before it says so.
    private long Wanted
    {
        get
        {
            ClusterSnapshot current = _current;
            for (int i = 0; i < _clusters.Count; i++)
            {
                if (!ReferenceEquals(_clusters[i].Router.Pools, current.Pools[i]))
                {
                    return current.Revision + 1;
                }
            }

            return current.Revision;
        }
    }

    public IProxyConfig GetConfig() => _current;

    public bool Contains(string router) => _clusters.Exists(cluster => cluster.Router.Name == router);

    /// <summary>Waits until YARP proxies by what is in the pools now.</summary>
    /// <exception cref="InvalidOperationException">YARP refused it, and proxies by what it had.</exception>
    public Task WaitUntilAppliedAsync(CancellationToken cancellationToken) => _progress.WaitAsync(Wanted, cancellationToken);

    /// <summary>Lets a request that found nowhere to go wait until YARP has caught up with the pools of its router.</summary>
    /// <param name="router">The router.</param>
    /// <param name="cluster">Its cluster.</param>
    /// <param name="tried">The destinations among which there was none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when the cluster has the same destinations as before.</returns>
    public async Task<bool> CatchUpAsync(Router router, ClusterState cluster, IReadOnlyList<DestinationState> tried, CancellationToken cancellationToken)
    {
        if (!IsApplied && Contains(router.Name))
        {
            Task applied = WaitUntilAppliedAsync(cancellationToken).WaitAsync(s_settleTimeout, _timeProvider, cancellationToken);
            await applied.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return !ReferenceEquals(cluster.DestinationsState.AvailableDestinations, tried);
    }

    public void ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception)
    {
        if (ReferenceEquals(configProvider, this))
        {
            _progress.Refused(_current.Revision, exception);
        }
    }

    public void ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
    }

    public void ConfigurationApplyingFailed(IReadOnlyList<IProxyConfig> proxyConfigs, Exception exception)
    {
        if (ClusterSnapshot.Find(proxyConfigs) is ClusterSnapshot refused)
        {
            _progress.Refused(refused.Revision, exception);
        }
    }

    public void ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
        if (ClusterSnapshot.Find(proxyConfigs) is ClusterSnapshot applied)
        {
            _progress.Applied(applied.Revision);
        }
    }

    public void Dispose()
    {
        foreach ((Router router, _) in _clusters)
        {
            router.PoolsChanged -= OnPoolsChanged;
        }
    }

    private void OnPoolsChanged(Router router)
    {
        ClusterSnapshot before;
        lock (_lock)
        {
            before = _current;
            _current = Build(before.Revision + 1);
        }

        before.SignalChange();
    }

    private ClusterSnapshot Build(long revision)
    {
        IReadOnlyList<Pool>[] pools = [.. _clusters.Select(cluster => cluster.Router.Pools)];
        ClusterConfig[] clusters = [.. _clusters.Select((cluster, i) => cluster.Template with { Destinations = BuildDestinations(pools[i]) })];
        return new ClusterSnapshot(revision, pools, clusters);
    }

    private static Dictionary<string, DestinationConfig> BuildDestinations(IReadOnlyList<Pool> pools)
    {
        Dictionary<string, DestinationConfig> destinations = new(StringComparer.OrdinalIgnoreCase);
        foreach (Pool pool in pools)
        {
            foreach (Endpoint endpoint in pool.Endpoints)
            {
                if (!endpoint.Draining && endpoint.Weight > 0)
                {
                    DestinationConfig destination = new()
                    {
                        Address = endpoint.Address,
                        Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [YarpMetadata.Version] = pool.Version, [YarpMetadata.Endpoint] = endpoint.Id },
                    };

                    // Case matters in the ids of endpoints, and does not in those of destinations.
                    string id = endpoint.Id;
                    for (int twin = 2; !destinations.TryAdd(id, destination); twin++)
                    {
                        id = string.Create(CultureInfo.InvariantCulture, $"{endpoint.Id}~{twin}");
                    }
                }
            }
        }

        return destinations;
    }
}
