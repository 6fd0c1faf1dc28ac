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
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HttpRoutingOptions>, HttpRoutingOptionsValidator>());
        builder.Services.AddOptions<HttpRoutingOptions>().Configure(configure).ValidateOnStart();
        return builder;
    }
}
