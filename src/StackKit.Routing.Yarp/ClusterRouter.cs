using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace StackKit.Routing.Yarp;

/// <summary>Finds the router that divides the requests of a cluster.</summary>
internal static class ClusterRouter
{
    /// <returns>The router; null when there is none, or none with a split.</returns>
    public static Router? Find(RouterSet routers, IReverseProxyFeature proxy)
    {
        ClusterConfig cluster = proxy.Cluster.Config;
        string name = cluster.Metadata?.GetValueOrDefault(YarpMetadata.Router) ?? cluster.ClusterId;
        return routers.TryGet(name, out Router? router) && router.Split is not null ? router : null;
    }
}
