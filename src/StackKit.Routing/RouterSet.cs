using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace StackKit.Routing;

/// <summary>The routers of an application by name, and their meter <c>StackKit.Routing</c>.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed partial class RouterSet : IDisposable
{
    private readonly ConcurrentDictionary<string, Router> _routers = new(StringComparer.Ordinal);
    private readonly Meter _meter;
    private readonly RouterStrategies _strategies;
    private IDisposable? _writer;

    /// <summary>Creates an empty set with a meter of its own.</summary>
    public RouterSet()
        : this(new RouterEnvironment())
    {
    }

    /// <summary>Creates an empty set with a meter of its own.</summary>
    /// <param name="environment">What every router of the set is given: the clock, the place where it runs, and strategies of one's own.</param>
    /// <exception cref="RoutingConfigurationException">The environment is refused.</exception>
    public RouterSet(RouterEnvironment environment)
        : this(new RouterStrategies(environment ?? throw new ArgumentNullException(nameof(environment))), new Meter(MeterName))
    {
    }

    /// <summary>Creates an empty set.</summary>
    /// <param name="meterFactory">Creates the meter.</param>
    /// <param name="environment">What every router of the set is given: the clock, the place where it runs, and strategies of one's own.</param>
    /// <exception cref="RoutingConfigurationException">The environment is refused.</exception>
    public RouterSet(IMeterFactory meterFactory, RouterEnvironment environment)
        : this(
            new RouterStrategies(environment ?? throw new ArgumentNullException(nameof(environment))),
            (meterFactory ?? throw new ArgumentNullException(nameof(meterFactory))).Create(MeterName))
    {
    }

    private RouterSet(RouterStrategies strategies, Meter meter)
    {
        _strategies = strategies;
        _meter = meter;
        CreateInstruments();
    }

    /// <summary>Gets what every router of the set was given.</summary>
    public RouterEnvironment Environment => _strategies.Environment;

    /// <summary>Gets the routers there are now, in no order.</summary>
    public IReadOnlyCollection<Router> Routers => [.. _routers.Values];

    /// <summary>Gets a router, and creates it without a split when there is none of the name.</summary>
    /// <param name="name">The name: 1 to 128 of the characters A-Z, a-z, 0-9, dot, underscore and hyphen. Case matters.</param>
    /// <returns>The router: the same object for the same name. Keep it; do not look it up for every request.</returns>
    /// <exception cref="RoutingConfigurationException">The name is refused.</exception>
    public Router GetOrAdd(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        return _routers.GetOrAdd(name, static (name, strategies) => new Router(name, strategies), _strategies);
    }

    /// <summary>Gets a router if there is one of the name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="router">The router; null when this returns false.</param>
    public bool TryGet(string name, [NotNullWhen(true)] out Router? router)
    {
        ArgumentNullException.ThrowIfNull(name);

        return _routers.TryGetValue(name, out router);
    }

    /// <summary>Ends the meter, and no longer follows the configuration. The routers go on.</summary>
    public void Dispose()
    {
        _meter.Dispose();
        _writer?.Dispose();
    }

    /// <summary>Keeps what writes the routers until the set is disposed.</summary>
    internal void Keep(IDisposable writer) => _writer = writer;
}
