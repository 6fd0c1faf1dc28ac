namespace StackKit.Routing;

/// <summary>A pool in configuration: see <see cref="Pool"/>.</summary>
public sealed class PoolOptions
{
    /// <summary>Gets the endpoints by id.</summary>
    public Dictionary<string, EndpointOptions> Endpoints { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets or sets how an endpoint is chosen: one of <see cref="PoolPolicies"/>, or the name of a policy of the application.</summary>
    /// <value>The default is <see cref="PoolPolicies.Random"/>.</value>
    public string Policy { get; set; } = PoolPolicies.Random;

    /// <summary>Gets or sets how new endpoints are warmed up.</summary>
    /// <value>The default is null: they are not.</value>
    public SlowStartOptions? SlowStart { get; set; }

    /// <summary>Gets or sets which endpoints are preferred for where they are.</summary>
    /// <value>The default is <see cref="LocalityPreference.None"/>.</value>
    public LocalityPreference Locality { get; set; }

    /// <summary>Gets or sets the share of healthy endpoints below which health is ignored.</summary>
    /// <value>Between 0 and 1; the default is 0.5.</value>
    public double PanicThreshold { get; set; } = 0.5;

    /// <summary>Gets or sets the share of the endpoints that may be ejected at one time.</summary>
    /// <value>Between 0 and 1; the default is 0.1.</value>
    public double MaxEjected { get; set; } = 0.1;

    /// <summary>Gets or sets the label by which the pool is divided into subsets.</summary>
    /// <value>The default is null: no subsets.</value>
    public string? SubsetLabel { get; set; }

    /// <summary>Gets or sets what happens to a request whose subset has no endpoint.</summary>
    /// <value>The default is <see cref="SubsetFallback.AnyEndpoint"/>.</value>
    public SubsetFallback SubsetFallback { get; set; }

    internal Pool ToPool(string version) => new(version, [.. Endpoints.Select(endpoint => endpoint.Value.ToEndpoint(endpoint.Key))])
    {
        Policy = Policy,
        SlowStart = SlowStart?.ToSlowStart(),
        Locality = Locality,
        PanicThreshold = PanicThreshold,
        MaxEjected = MaxEjected,
        SubsetLabel = SubsetLabel,
        SubsetFallback = SubsetFallback,
    };
}
