namespace StackKit.Routing;

/// <summary>A condition on a header or a cookie.</summary>
/// <param name="Name">The name: an HTTP token of at most 128 characters.</param>
/// <param name="Value">The value to compare with: 1 to 4,096 characters.</param>
public sealed record ValueMatch(string Name, string Value)
{
    /// <summary>Gets how the value is compared.</summary>
    /// <value>The default is <see cref="MatchKind.Exact"/>.</value>
    public MatchKind Kind { get; init; } = MatchKind.Exact;
}
