using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackKit.Routing;
using StackKit.Routing.AspNetCore;
using StackKit.Routing.Yarp;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Uses StackKit in YARP's pipeline.</summary>
public static class StackKitReverseProxyExtensions
{
    /// <summary>Chooses the version, then lets YARP's session affinity, load balancing and passive health checks work among its destinations.</summary>
    /// <remarks>
    /// Replaces the three calls of YARP's standard pipeline: write <c>app.MapReverseProxy(proxy =&gt; proxy.UseStackKit())</c>. Clusters without a router, and routers
    /// without a split, are proxied as usual. Every routed request is reported once: status, forwarder error, abort, time to the first byte and to the end.
    /// </remarks>
    /// <param name="proxy">The pipeline.</param>
    /// <returns>The same pipeline, so that calls can be chained.</returns>
    public static IReverseProxyApplicationBuilder UseStackKit(this IReverseProxyApplicationBuilder proxy)
    {
        ArgumentNullException.ThrowIfNull(proxy);

        IServiceProvider services = proxy.ApplicationServices;
        RouterSet routers = services.GetRequiredService<RouterSet>();
        HttpRouting routing = services.GetRequiredService<HttpRouting>();
        RouterClusters clusters = services.GetRequiredService<RouterClusters>();
        ILoggerFactory loggers = services.GetRequiredService<ILoggerFactory>();
        proxy.Use(next => new VersionMiddleware(next, routers, clusters, routing, loggers.CreateLogger<VersionMiddleware>()).InvokeAsync);
        proxy.UseSessionAffinity();
        proxy.UseLoadBalancing();
        proxy.UsePassiveHealthChecks();
        proxy.Use(next => new EndpointMiddleware(next, routers, clusters, loggers.CreateLogger<EndpointMiddleware>()).InvokeAsync);
        return proxy;
    }
}
