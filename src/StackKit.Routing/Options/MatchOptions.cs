namespace StackKit.Routing;

/// <summary>A condition on a header or a cookie in configuration: see <see cref="ValueMatch"/>.</summary>
public sealed class MatchOptions
{
    /// <summary>Gets or sets the name of the header or cookie.</summary>
    public string Name { get; set; } = "";

    /// <summary>Gets or sets the value to compare with.</summary>
    public string Value { get; set; } = "";

    /// <summary>Gets or sets how the value is compared.</summary>
    /// <value>The default is <see cref="MatchKind.Exact"/>.</value>
    public MatchKind Kind { get; set; } = MatchKind.Exact;

    internal ValueMatch ToMatch() => new(Name, Value) { Kind = Kind };
}
