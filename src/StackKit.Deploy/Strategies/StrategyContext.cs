using StackKit.Routing;

namespace StackKit.Deploy;

/// <summary>What a strategy builds its steps from.</summary>
public sealed class StrategyContext
{
    /// <summary>Initializes a new instance of the <see cref="StrategyContext"/> class.</summary>
    /// <param name="service">The name of the service.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="capabilities">What all of its data planes can do.</param>
    public StrategyContext(string service, ServiceOptions options, ShifterCapabilities capabilities)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(capabilities);

        Service = service;
        Options = options;
        Capabilities = capabilities;
    }

    /// <summary>Gets the name of the service.</summary>
    public string Service { get; }

    /// <summary>Gets the settings of the service.</summary>
    public ServiceOptions Options { get; }

    /// <summary>Gets what all data planes of the service can do.</summary>
    public ShifterCapabilities Capabilities { get; }

    /// <summary>Gets where the settings of the service are found, for messages.</summary>
    public string Path => $"StackKit:Deploy:Services:{Service}";
}
