namespace StackKit.Routing;

/// <summary>The endpoints of one version, and how one of them is chosen.</summary>
/// <remarks>Nothing in it changes how many requests the version gets: that is for the split.</remarks>
/// <param name="Version">The version: 1 to 128 visible characters. It need not be an arm of the current split.</param>
/// <param name="Endpoints">The endpoints, at most 200,000; a pool without any that takes requests makes the router fall back.</param>
public sealed record Pool(string Version, IReadOnlyList<Endpoint> Endpoints)
{
    /// <summary>Gets how an endpoint is chosen: one of <see cref="PoolPolicies"/>, or the name of an <see cref="IPoolPolicy"/> of the router.</summary>
    /// <value>The default is <see cref="PoolPolicies.Random"/>.</value>
    public string Policy { get; init; } = PoolPolicies.Random;

    /// <summary>Gets how endpoints that join the pool or come back are warmed up.</summary>
    /// <value>The default is null: they get their full weight at once.</value>
    public SlowStart? SlowStart { get; init; }

    /// <summary>Gets which endpoints are preferred for where they are; it needs <see cref="RouterEnvironment.Region"/> or <see cref="RouterEnvironment.Zone"/>.</summary>
    /// <value>The default is <see cref="LocalityPreference.None"/>.</value>
    public LocalityPreference Locality { get; init; }

    /// <summary>Gets the share of healthy endpoints below which health and ejections are ignored, since the few that are left would drown.</summary>
    /// <value>Between 0, which is never, and 1. The default is 0.5. A pool of one endpoint never ignores them: when it is unhealthy the pool is empty, and the split decides.</value>
    public double PanicThreshold { get; init; } = 0.5;

    /// <summary>Gets the share of the endpoints that <see cref="Router.TryEject"/> may take out at one time; one always may be.</summary>
    /// <value>Between 0 and 1. The default is 0.1.</value>
    public double MaxEjected { get; init; } = 0.1;

    /// <summary>Gets the label by which the pool is divided into subsets: a request with <see cref="RouteContext.Subset"/> gets an endpoint whose label has that value.</summary>
    /// <value>The default is null: no subsets.</value>
    public string? SubsetLabel { get; init; }

    /// <summary>Gets what happens to a request whose subset has no endpoint that takes requests.</summary>
    /// <value>The default is <see cref="SubsetFallback.AnyEndpoint"/>.</value>
    public SubsetFallback SubsetFallback { get; init; }
}
