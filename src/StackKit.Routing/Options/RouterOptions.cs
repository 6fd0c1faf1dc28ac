namespace StackKit.Routing;

/// <summary>What configuration writes into a router. It is written again whenever the configuration changes.</summary>
/// <remarks>A split or pools that somebody else has set meanwhile, such as a rollout or service discovery, are left to him.</remarks>
public sealed class RouterOptions
{
    /// <summary>Gets or sets how a version is chosen.</summary>
    /// <value>The default is <see cref="SplitMode.Exact"/>.</value>
    public SplitMode Mode { get; set; } = SplitMode.Exact;

    /// <summary>Gets or sets what seeds the hash of sticky keys: see <see cref="Split.Salt"/>.</summary>
    public string Salt { get; set; } = "";

    /// <summary>Gets the weights by version: see <see cref="Arm"/>. Without any, somebody else sets the split.</summary>
    public Dictionary<string, double> Weights { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the rules, in order.</summary>
    public List<RouteRuleOptions> Rules { get; } = [];

    /// <summary>Gets the pools by version. Without any, somebody else sets them, or there are none.</summary>
    public Dictionary<string, PoolOptions> Pools { get; } = new(StringComparer.Ordinal);

    internal Split? ToSplit() => Weights.Count == 0 && Rules.Count == 0 ? null : new Split
    {
        Mode = Mode,
        Salt = Salt,
        Arms = [.. Weights.Select(weight => new Arm(weight.Key, weight.Value))],
        Rules = [.. Rules.Select(rule => rule.ToRule())],
    };

    internal IReadOnlyList<Pool>? ToPools() => Pools.Count == 0 ? null : [.. Pools.Select(pool => pool.Value.ToPool(pool.Key))];
}
