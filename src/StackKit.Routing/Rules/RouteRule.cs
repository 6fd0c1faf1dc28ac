namespace StackKit.Routing;

/// <summary>Sends the requests that match to a version, or keeps them away from it.</summary>
/// <remarks>Every kind of condition that is set must match; within one list any entry may. At least one condition must be set.</remarks>
public sealed record RouteRule
{
    /// <summary>Gets the name that decisions and logs show: 1 to 128 visible characters, unique within the split.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the version that the rule is about; it must be an arm of the split.</summary>
    public required string Version { get; init; }

    /// <summary>Gets what happens to requests that match.</summary>
    /// <value>The default is <see cref="RuleEffect.Allow"/>.</value>
    public RuleEffect Effect { get; init; } = RuleEffect.Allow;

    /// <summary>Gets the users, compared ordinally with <see cref="RouteContext.User"/>.</summary>
    /// <value>At most 100,000 of at most 1,024 characters. The default is empty: any user.</value>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Gets the networks, in CIDR notation or as single addresses, IPv4 or IPv6; an IPv4-mapped IPv6 address counts as the IPv4 address.</summary>
    /// <value>
    /// At most 10,000. An entry with <c>!</c> before it takes its addresses out again; of networks that lie within one another, the one with the longest prefix
    /// decides. The default is empty: any address.
    /// </value>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>Gets the conditions on headers.</summary>
    /// <value>At most 64. The default is empty.</value>
    public IReadOnlyList<ValueMatch> Headers { get; init; } = [];

    /// <summary>Gets the conditions on cookies.</summary>
    /// <value>At most 64. The default is empty.</value>
    public IReadOnlyList<ValueMatch> Cookies { get; init; } = [];

    /// <summary>Gets the conditions that an <see cref="IRuleMatcher"/> of the application decides.</summary>
    /// <value>At most 64. The default is empty.</value>
    public IReadOnlyList<CustomMatch> Custom { get; init; } = [];
}
