namespace StackKit.Routing;

/// <summary>The endpoints of one version.</summary>
/// <param name="Version">The version: 1 to 128 visible characters. It need not be an arm of the current split.</param>
/// <param name="Endpoints">The endpoints, at most 200,000; a pool without any that takes requests makes the router fall back.</param>
public sealed record Pool(string Version, IReadOnlyList<Endpoint> Endpoints)
{
    /// <summary>Gets how an endpoint is chosen.</summary>
    /// <value>The default is <see cref="PoolPolicy.Random"/>.</value>
    public PoolPolicy Policy { get; init; }
}
