using StackKit.Routing;

namespace StackKit.Deploy;

/// <summary>A routing rule in configuration. All conditions that are set must match; within one of them, any entry may.</summary>
public sealed class RuleOptions
{
    /// <summary>Gets or sets the name of the rule; a later rule of the same name replaces it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Gets or sets a value indicating whether the rule is taken away instead of put in force.</summary>
    public bool Remove { get; set; }

    /// <summary>Gets or sets whether matching requests go to the version or never do.</summary>
    /// <value>The default is <see cref="RuleEffect.Allow"/>.</value>
    public RuleEffect Effect { get; set; } = RuleEffect.Allow;

    /// <summary>Gets or sets which side the rule is about.</summary>
    /// <value>The default is <see cref="RolloutSide.Candidate"/>.</value>
    public RolloutSide Side { get; set; } = RolloutSide.Candidate;

    /// <summary>Gets the users that match.</summary>
    public List<string> Users { get; } = [];

    /// <summary>Gets the networks that match, such as <c>10.1.0.0/16</c>.</summary>
    public List<string> Networks { get; } = [];

    /// <summary>Gets the headers that match, by name.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the cookies that match, by name.</summary>
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);
}
