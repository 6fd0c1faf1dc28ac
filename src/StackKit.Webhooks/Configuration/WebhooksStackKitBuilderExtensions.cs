using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackKit.Coordination;
using StackKit.Events;
using StackKit.Webhooks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds webhooks to StackKit.</summary>
public static class WebhooksStackKitBuilderExtensions
{
    private const string Section = "StackKit:Webhooks";

    /// <summary>Posts what StackKit reports to the endpoints of the section <c>StackKit:Webhooks</c> of the configuration.</summary>
    /// <param name="builder">The StackKit builder.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddWebhooks(this IStackKitBuilder builder) => AddWebhooks(builder, static _ => { });

    /// <summary>Posts what StackKit reports. What is set here is applied after the section <c>StackKit:Webhooks</c> of the configuration.</summary>
    /// <remarks>
    /// Can be called again: nothing is registered twice, and the settings accumulate. Events wait in the store that the application chose, in
    /// memory unless it chose another one. A wrong setting stops the application when it starts.
    /// </remarks>
    /// <param name="builder">The StackKit builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddWebhooks(this IStackKitBuilder builder, Action<WebhookOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        builder.AddCoordination();
        IServiceCollection services = builder.Services;
        services.AddMetrics();
        services.TryAddSingleton<EndpointCatalog>();
        services.TryAddSingleton<WebhookTelemetry>();
        services.TryAddSingleton<WebhookSender>();
        services.TryAddSingleton<OutboxBound>();
        services.TryAddSingleton(static provider => new WebhookHealthCheck(
            provider.GetRequiredService<EndpointCatalog>(), provider.GetRequiredService<CoordinationSupervisor>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IEventSink, WebhookSink>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WebhookHost>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<WebhookOptions>, WebhookOptionsBinder>());
        services.AddOptions<WebhookOptions>().Configure(configure).ValidateOnStart();
        return builder;
    }

    private sealed class WebhookOptionsBinder(IServiceProvider provider) : IConfigureOptions<WebhookOptions>
    {
        public void Configure(WebhookOptions options) =>
            provider.GetService<IConfiguration>()?.GetSection(Section).Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true);
    }
}
