namespace StackKit.Routing;

/// <summary>A condition on a header or a cookie.</summary>
/// <param name="Name">The name: an HTTP token of at most 128 characters.</param>
/// <param name="Value">The value to compare with: 1 to 4,096 characters.</param>
/// <param name="Kind">How it is compared.</param>
public sealed record ValueMatch(string Name, string Value, MatchKind Kind)
{
    /// <summary>Creates a condition that the value is equal.</summary>
    /// <param name="name">The name: an HTTP token of at most 128 characters.</param>
    /// <param name="value">The value to compare with: 1 to 4,096 characters.</param>
    public ValueMatch(string name, string value)
        : this(name, value, MatchKind.Exact)
    {
    }
}
