using Yarp.ReverseProxy.Configuration;

namespace StackKit.Routing.Yarp;

/// <summary>Which routers YARP has clusters for.</summary>
public sealed class YarpRoutingOptions
{
    internal Dictionary<string, Func<ClusterConfig, ClusterConfig>> Clusters { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a cluster whose destinations are the endpoints in the pools of the router of the same name. Routes refer to it as to any other.</summary>
    /// <param name="router">The name of the router, and of the cluster.</param>
    /// <returns>The same options, so that calls can be chained.</returns>
    /// <remarks>Endpoints that drain or weigh nothing are no destinations; between the others YARP balances, whatever they weigh. Addresses are URLs, such as <c>http://10.0.0.1:5000/</c>.</remarks>
    public YarpRoutingOptions AddCluster(string router) => AddCluster(router, static cluster => cluster);

    /// <inheritdoc cref="AddCluster(string)"/>
    /// <param name="router">The name of the router, and of the cluster.</param>
    /// <param name="configure">Called once. Sets everything of the cluster but its name and its destinations, such as affinity, balancing and time-outs.</param>
    public YarpRoutingOptions AddCluster(string router, Func<ClusterConfig, ClusterConfig> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(router);
        ArgumentNullException.ThrowIfNull(configure);

        Clusters[router] = configure;
        return this;
    }
}
