namespace StackKit.Routing;

/// <summary>How a value is compared; always ordinal.</summary>
public enum MatchKind
{
    /// <summary>The values are equal.</summary>
    Exact,

    /// <summary>The value of the request begins with that of the rule.</summary>
    Prefix,
}
