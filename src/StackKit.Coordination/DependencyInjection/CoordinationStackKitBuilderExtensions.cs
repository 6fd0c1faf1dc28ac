using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackKit.Coordination;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds shared state to StackKit.</summary>
public static class CoordinationStackKitBuilderExtensions
{
    /// <summary>Adds the supervisor, and the in-memory engine unless another one is registered.</summary>
    /// <remarks>Called by the packages that need shared state. An engine's own method replaces the default, whichever comes first. A registered <see cref="CoordinationOptions"/> takes effect.</remarks>
    /// <param name="builder">The StackKit builder.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddCoordination(this IStackKitBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        IServiceCollection services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICoordinationEngine>(CreateInMemoryEngine);
        services.TryAddSingleton(static provider => new CoordinationSupervisor(
            provider.GetRequiredService<ICoordinationEngine>(),
            provider.GetService<CoordinationOptions>() ?? new CoordinationOptions(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<CoordinationSupervisor>>() ?? NullLogger<CoordinationSupervisor>.Instance));
        return builder;
    }

    /// <summary>Keeps shared state in the memory of this process: for one instance, for development and for tests.</summary>
    /// <param name="builder">The StackKit builder.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddInMemoryStore(this IStackKitBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.Replace(ServiceDescriptor.Singleton<ICoordinationEngine>(CreateInMemoryEngine));
        return builder.AddCoordination();
    }

    private static InMemoryEngine CreateInMemoryEngine(IServiceProvider provider) => new(provider.GetRequiredService<TimeProvider>());
}
