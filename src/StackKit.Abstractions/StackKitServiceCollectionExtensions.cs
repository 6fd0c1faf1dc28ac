namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds StackKit to an application.</summary>
public static class StackKitServiceCollectionExtensions
{
    /// <summary>Starts the registration of StackKit packages.</summary>
    /// <remarks>Adds nothing by itself and can be called any number of times.</remarks>
    /// <param name="services">The services of the application.</param>
    /// <returns>A builder that each package extends with one method.</returns>
    public static IStackKitBuilder AddStackKit(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        return new StackKitBuilder(services);
    }

    private sealed class StackKitBuilder(IServiceCollection services) : IStackKitBuilder
    {
        public IServiceCollection Services { get; } = services;
    }
}
