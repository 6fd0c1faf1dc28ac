namespace StackKit.Routing;

/// <summary>Options of StackKit.Routing, section <c>StackKit:Routing</c>.</summary>
public sealed class RoutingOptions
{
    /// <summary>Gets or sets the region where the application runs: see <see cref="RouterEnvironment.Region"/>. Read once.</summary>
    public string? Region { get; set; }

    /// <summary>Gets or sets the zone where the application runs: see <see cref="RouterEnvironment.Zone"/>. Read once.</summary>
    public string? Zone { get; set; }

    /// <summary>Gets or sets the share of all callers that run in the zone: see <see cref="RouterEnvironment.ZoneCallerShare"/>. Read once.</summary>
    public double? ZoneCallerShare { get; set; }

    /// <summary>Gets the routers that are written by configuration, by name.</summary>
    public Dictionary<string, RouterOptions> Routers { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a router, or changes one that is there.</summary>
    /// <param name="name">The name of the router.</param>
    /// <param name="configure">Sets its split and pools.</param>
    /// <returns>The same options, so that calls can be chained.</returns>
    public RoutingOptions Router(string name, Action<RouterOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);

        if (!Routers.TryGetValue(name, out RouterOptions? options))
        {
            Routers.Add(name, options = new RouterOptions());
        }

        configure(options);
        return this;
    }
}
