namespace StackKit.Routing;

/// <summary>What happens to a request whose subset has no endpoint that takes requests.</summary>
public enum SubsetFallback
{
    /// <summary>It gets any endpoint of the pool.</summary>
    AnyEndpoint,

    /// <summary>The version has no endpoint for it: the split decides, as for an empty pool.</summary>
    NoEndpoint,
}
