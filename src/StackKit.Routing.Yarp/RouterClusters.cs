using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace StackKit.Routing.Yarp;

/// <summary>Gives YARP a cluster for each router whose pools are to be proxied to; its destinations are the endpoints in those pools.</summary>
internal sealed class RouterClusters : IProxyConfigProvider, IConfigChangeListener, IDisposable
{
    private readonly YarpRoutingOptions _options;
    private readonly RouterSet _routers;
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);
    private volatile Snapshot _current;
    private volatile string? _applied;

    public RouterClusters(IOptions<YarpRoutingOptions> options, RouterSet routers)
    {
        _options = options.Value;
        _routers = routers;
        _current = Build();
        foreach (string name in _options.Clusters.Keys)
        {
            routers.GetOrAdd(name).PoolsChanged += OnPoolsChanged;
        }
    }

    public IProxyConfig GetConfig() => _current;

    /// <summary>Gets a value indicating whether YARP proxies by what is in the pools now.</summary>
    public bool IsApplied => _applied == _current.RevisionId;

    public bool Contains(string router) => _options.Clusters.ContainsKey(router);

    /// <summary>Waits until YARP proxies by what is in the pools now.</summary>
    public async Task WaitUntilAppliedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Snapshot wanted = _current;
            TaskCompletionSource waiting = _waiting.GetOrAdd(wanted.RevisionId, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (IsApplied)
            {
                return;
            }

            await waiting.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (ReferenceEquals(_current, wanted))
            {
                return;
            }
        }
    }

    public void ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception)
    {
    }

    public void ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
    }

    public void ConfigurationApplyingFailed(IReadOnlyList<IProxyConfig> proxyConfigs, Exception exception) =>
        Complete(proxyConfigs, waiting => waiting.TrySetException(new InvalidOperationException("YARP refused its configuration.", exception)));

    public void ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
        if (proxyConfigs.OfType<Snapshot>().FirstOrDefault() is Snapshot applied)
        {
            _applied = applied.RevisionId;
        }

        Complete(proxyConfigs, static waiting => waiting.TrySetResult());
    }

    public void Dispose()
    {
        foreach (string name in _options.Clusters.Keys)
        {
            if (_routers.TryGet(name, out Router? router))
            {
                router.PoolsChanged -= OnPoolsChanged;
            }
        }
    }

    private void Complete(IReadOnlyList<IProxyConfig> configs, Action<TaskCompletionSource> complete)
    {
        // Whoever waits for an earlier revision has what it waits for as well, or looks again.
        if (configs.OfType<Snapshot>().FirstOrDefault() is Snapshot snapshot)
        {
            foreach ((string revision, TaskCompletionSource waiting) in _waiting)
            {
                if (string.CompareOrdinal(revision, snapshot.RevisionId) <= 0 && _waiting.TryRemove(revision, out _))
                {
                    complete(waiting);
                }
            }
        }
    }

    private void OnPoolsChanged(Router router)
    {
        Snapshot before;
        lock (_lock)
        {
            before = _current;
            _current = Build();
        }

        before.SignalChange();
    }

    private Snapshot Build()
    {
        List<ClusterConfig> clusters = [];
        foreach ((string name, Func<ClusterConfig, ClusterConfig> configure) in _options.Clusters)
        {
            Dictionary<string, DestinationConfig> destinations = new(StringComparer.OrdinalIgnoreCase);
            foreach (Pool pool in _routers.GetOrAdd(name).Pools)
            {
                foreach (Endpoint endpoint in pool.Endpoints)
                {
                    destinations[endpoint.Id] = new DestinationConfig
                    {
                        Address = endpoint.Address,
                        Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [YarpMetadata.Version] = pool.Version },
                    };
                }
            }

            clusters.Add(configure(new ClusterConfig { ClusterId = name }) with { ClusterId = name, Destinations = destinations });
        }

        return new Snapshot(clusters);
    }

#pragma warning disable CA1001 // without a timer there is nothing to dispose of, and YARP may still hold the token
    private sealed class Snapshot(IReadOnlyList<ClusterConfig> clusters) : IProxyConfig
#pragma warning restore CA1001
    {
        private static long s_last;

        private readonly CancellationTokenSource _changed = new();

        // Ordered as text, so that a later revision is known to include an earlier one.
        public string RevisionId { get; } = Interlocked.Increment(ref s_last).ToString("D19", System.Globalization.CultureInfo.InvariantCulture);

        public IReadOnlyList<RouteConfig> Routes => [];

        public IReadOnlyList<ClusterConfig> Clusters { get; } = clusters;

        public IChangeToken ChangeToken => new CancellationChangeToken(_changed.Token);

        public void SignalChange() => _changed.Cancel();
    }
}
