using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StackKit.Routing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds routing to StackKit.</summary>
public static class RoutingStackKitBuilderExtensions
{
    /// <summary>Adds the routers of the application and the built-in outcome classifiers.</summary>
    /// <remarks>Can be called any number of times. Further <see cref="IOutcomeClassifier"/> registrations are combined with the built-in ones.</remarks>
    /// <param name="builder">The StackKit builder.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddRouting(this IStackKitBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        IServiceCollection services = builder.Services;
        services.TryAddSingleton(provider => provider.GetService<IMeterFactory>() is { } factory ? new RouterSet(factory, CreateEnvironment(provider)) : new RouterSet());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutcomeClassifier, HttpStatusClassifier>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutcomeClassifier, GrpcStatusClassifier>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutcomeClassifier, ExceptionClassifier>());
        services.TryAddSingleton<OutcomeClassifiers>();
        return builder;
    }

    private static RouterEnvironment CreateEnvironment(IServiceProvider provider) => new()
    {
        TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System,
        PoolPolicies = [.. provider.GetServices<IPoolPolicy>()],
        RuleMatchers = [.. provider.GetServices<IRuleMatcher>()],
    };
}
