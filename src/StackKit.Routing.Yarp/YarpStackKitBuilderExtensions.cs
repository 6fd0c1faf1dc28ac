using Microsoft.Extensions.DependencyInjection.Extensions;
using StackKit.Routing;
using StackKit.Routing.Yarp;
using Yarp.ReverseProxy.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds YARP to StackKit.</summary>
public static class YarpStackKitBuilderExtensions
{
    /// <summary>Lets StackKit choose versions in YARP. Call <c>AddReverseProxy()</c> as well, and <c>UseStackKit()</c> in <c>MapReverseProxy</c>.</summary>
    /// <param name="builder">The StackKit builder.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddYarp(this IStackKitBuilder builder) => AddYarp(builder, static _ => { });

    /// <inheritdoc cref="AddYarp(IStackKitBuilder)"/>
    /// <param name="builder">The StackKit builder.</param>
    /// <param name="configure">Names the routers that YARP has clusters for.</param>
    public static IStackKitBuilder AddYarp(this IStackKitBuilder builder, Action<YarpRoutingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        builder.AddHttpRouting();
        IServiceCollection services = builder.Services;
        services.TryAddSingleton<RouterClusters>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IProxyConfigProvider, RouterClusters>(static provider => provider.GetRequiredService<RouterClusters>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigChangeListener, RouterClusters>(static provider => provider.GetRequiredService<RouterClusters>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITrafficShifter, YarpShifter>());
        services.AddOptions<YarpRoutingOptions>().Configure(configure);
        return builder;
    }
}
