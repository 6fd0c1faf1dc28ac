namespace StackKit.Routing;

/// <summary>How a router divides requests between versions, and the rules that go first.</summary>
/// <remarks>Immutable. It is validated when it is given to a <see cref="Router"/>, not before.</remarks>
public sealed record Split
{
    /// <summary>Gets the epoch of the writer, which fences off an older writer.</summary>
    /// <value>Zero or more. Epoch and generation both 0, the default, let the router number the split itself: current epoch, next generation.</value>
    public long Epoch { get; init; }

    /// <summary>Gets the number of the split within its epoch.</summary>
    /// <value>Zero or more.</value>
    public long Generation { get; init; }

    /// <summary>Gets how a version is chosen.</summary>
    /// <value>The default is <see cref="SplitMode.Exact"/>.</value>
    public SplitMode Mode { get; init; } = SplitMode.Exact;

    /// <summary>Gets what seeds the hash of sticky keys; two splits with different salts put different users on the candidate.</summary>
    /// <value>At most 256 characters. The default is empty.</value>
    public string Salt { get; init; } = "";

    /// <summary>Gets the weights before these, for sticky splits of three or more versions: the same history gives the same assignment on every node.</summary>
    /// <value>
    /// The default is null: the router continues the history of the split that it has, if that is sticky and has the same salt. Weights that are in the history
    /// then restore the assignment of that time. In <see cref="Router.Split"/> of a sticky split it is never null.
    /// </value>
    public StickyHistory? History { get; init; }

    /// <summary>Gets the versions: 1 to 16, each once. Their order does not matter for sticky keys.</summary>
    public required IReadOnlyList<Arm> Arms { get; init; }

    /// <summary>Gets the rules that are tried before the weights: every Deny rule, then the Allow rules in order.</summary>
    /// <value>At most 256. The default is empty.</value>
    public IReadOnlyList<RouteRule> Rules { get; init; } = [];
}
