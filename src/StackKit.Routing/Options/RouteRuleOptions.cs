namespace StackKit.Routing;

/// <summary>A rule in configuration: see <see cref="RouteRule"/>. All conditions that are set must match; within one of them, any entry may.</summary>
public sealed class RouteRuleOptions
{
    /// <summary>Gets or sets the name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Gets or sets the version that the rule is about.</summary>
    public string Version { get; set; } = "";

    /// <summary>Gets or sets whether matching requests go to the version or never do.</summary>
    /// <value>The default is <see cref="RuleEffect.Allow"/>.</value>
    public RuleEffect Effect { get; set; } = RuleEffect.Allow;

    /// <summary>Gets the users that match.</summary>
    public List<string> Users { get; } = [];

    /// <summary>Gets the networks that match, such as <c>10.1.0.0/16</c>, and exceptions from them, such as <c>!10.1.7.0/24</c>.</summary>
    public List<string> Networks { get; } = [];

    /// <summary>Gets the headers that match.</summary>
    public List<MatchOptions> Headers { get; } = [];

    /// <summary>Gets the cookies that match.</summary>
    public List<MatchOptions> Cookies { get; } = [];

    /// <summary>Gets the conditions of matchers of the application, by the name of the matcher.</summary>
    public Dictionary<string, string> Custom { get; } = new(StringComparer.Ordinal);

    internal RouteRule ToRule() => new()
    {
        Name = Name,
        Version = Version,
        Effect = Effect,
        Users = [.. Users],
        Networks = [.. Networks],
        Headers = [.. Headers.Select(match => match.ToMatch())],
        Cookies = [.. Cookies.Select(match => match.ToMatch())],
        Custom = [.. Custom.Select(match => new CustomMatch(match.Key, match.Value))],
    };
}
