using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackKit.Routing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds routing to StackKit.</summary>
public static class RoutingStackKitBuilderExtensions
{
    /// <summary>Adds the routers of the application, written by the section <c>StackKit:Routing</c> of the configuration, and the built-in outcome classifiers.</summary>
    /// <remarks>
    /// Can be called any number of times. Every <see cref="IOutcomeClassifier"/>, <see cref="IPoolPolicy"/> and <see cref="IRuleMatcher"/> that is registered takes part.
    /// </remarks>
    /// <param name="builder">The StackKit builder.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddRouting(this IStackKitBuilder builder) => AddRouting(builder, static _ => { });

    /// <inheritdoc cref="AddRouting(IStackKitBuilder)" path="/summary"/>
    /// <remarks>
    /// Can be called again: nothing is registered twice, and the settings accumulate. What is set here is applied after the section of the configuration. A wrong
    /// setting stops the application when it starts; when the configuration changes later, a wrong one is logged and changes nothing.
    /// </remarks>
    /// <param name="builder">The StackKit builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddRouting(this IStackKitBuilder builder, Action<RoutingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        IServiceCollection services = builder.Services;
        services.TryAddSingleton(CreateRouters);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutcomeClassifier, HttpStatusClassifier>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutcomeClassifier, GrpcStatusClassifier>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutcomeClassifier, ExceptionClassifier>());
        services.TryAddSingleton<OutcomeClassifiers>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<RoutingOptions>, RoutingOptionsBinder>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RoutingOptions>, RoutingOptionsValidator>());
        services.AddOptions<RoutingOptions>().Configure(configure).ValidateOnStart();
        return builder;
    }

    private static RouterSet CreateRouters(IServiceProvider provider)
    {
        RoutingOptions options = provider.GetRequiredService<IOptions<RoutingOptions>>().Value;
        RouterEnvironment environment = RoutingOptionsValidator.EnvironmentOf(options, provider.GetServices<IPoolPolicy>(), provider.GetServices<IRuleMatcher>()) with
        {
            TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System,
        };
        RouterSet routers = provider.GetService<IMeterFactory>() is { } factory ? new RouterSet(factory, environment) : new RouterSet(environment);
        ILogger<ConfiguredRouters> logger = provider.GetService<ILogger<ConfiguredRouters>>() ?? NullLogger<ConfiguredRouters>.Instance;
        routers.Keep(new ConfiguredRouters(routers, options, provider.GetRequiredService<IOptionsFactory<RoutingOptions>>(), provider.GetService<IConfiguration>(), logger));
        return routers;
    }
}
