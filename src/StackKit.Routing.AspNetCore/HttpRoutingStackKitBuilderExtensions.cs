using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StackKit.Routing.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds routing of HTTP requests to StackKit.</summary>
public static class HttpRoutingStackKitBuilderExtensions
{
    /// <summary>Adds routing of HTTP requests.</summary>
    /// <param name="builder">The StackKit builder.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddHttpRouting(this IStackKitBuilder builder) => AddHttpRouting(builder, static _ => { });

    /// <summary>Adds routing of HTTP requests.</summary>
    /// <param name="builder">The StackKit builder.</param>
    /// <param name="configure">Sets what requests are routed by.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddHttpRouting(this IStackKitBuilder builder, Action<HttpRoutingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        builder.AddRouting();
        builder.Services.AddMetrics();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<HttpRouting>();
        AddPropagation(builder.Services);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HttpRoutingOptions>, HttpRoutingOptionsValidator>());
        builder.Services.AddOptions<HttpRoutingOptions>().Configure(configure).ValidateOnStart();
        return builder;
    }

    private static void AddPropagation(IServiceCollection services)
    {
        if (services.Any(static service => service.ImplementationType == typeof(PropagationStartupFilter)))
        {
            return;
        }

        // The first filter is the outermost: nothing has called another service by then, and nobody has replaced the address that connected.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, PropagationStartupFilter>());
        StrippingPropagator.Register(services);
    }
}
