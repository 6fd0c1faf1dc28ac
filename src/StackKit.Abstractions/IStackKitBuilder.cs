namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What every StackKit package hangs its registrations on.</summary>
public interface IStackKitBuilder
{
    /// <summary>Gets the services of the application.</summary>
    IServiceCollection Services { get; }
}
