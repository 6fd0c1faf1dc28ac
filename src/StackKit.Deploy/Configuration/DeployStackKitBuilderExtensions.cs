using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackKit.Coordination;
using StackKit.Deploy;
using StackKit.Deploy.Analysis;
using StackKit.Deploy.Control;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds progressive delivery to StackKit.</summary>
public static class DeployStackKitBuilderExtensions
{
    /// <summary>Adds rollouts decided by evidence, set up by the section <c>StackKit:Deploy</c> of the configuration.</summary>
    /// <param name="builder">The StackKit builder.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddDeploy(this IStackKitBuilder builder) => AddDeploy(builder, static _ => { });

    /// <summary>Adds rollouts decided by evidence. What is set here is applied after the section <c>StackKit:Deploy</c> of the configuration.</summary>
    /// <remarks>Can be called again: nothing is registered twice, and the settings accumulate. A wrong plan stops the application when it starts.</remarks>
    /// <param name="builder">The StackKit builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddDeploy(this IStackKitBuilder builder, Action<DeployOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        builder.AddCoordination().AddRouting();
        IServiceCollection services = builder.Services;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRolloutStrategy, CanaryStrategy>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRolloutStrategy, LinearStrategy>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRolloutStrategy, BlueGreenStrategy>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAnalysisProvider, RouterAnalysisProvider>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DeployOptions>, DeployOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<DeployOptions>, DeployOptionsBinder>());
        services.TryAddSingleton<ServiceFactory>();
        services.TryAddSingleton<ServiceCatalog>();
        services.TryAddSingleton<EventPublisher>();
        services.TryAddSingleton<DeployTelemetry>();
        services.AddMetrics();
        services.TryAddSingleton(static provider => new Rollouts(
            provider.GetRequiredService<ServiceCatalog>(), provider.GetRequiredService<CoordinationSupervisor>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new DeployHealthCheck(provider.GetRequiredService<ServiceCatalog>(), provider.GetRequiredService<Rollouts>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DeployHost>());
        services.AddOptions<DeployOptions>().Configure(configure).ValidateOnStart();
        return builder;
    }

    private sealed class DeployOptionsBinder(IServiceProvider provider) : IConfigureOptions<DeployOptions>
    {
        public void Configure(DeployOptions options)
        {
            if (provider.GetService<IConfiguration>() is IConfiguration configuration)
            {
                DeployOptionsReader.Read(configuration, options);
            }
        }
    }
}
