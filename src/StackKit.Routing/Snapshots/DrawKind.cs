namespace StackKit.Routing;

/// <summary>How a snapshot draws for a request without a key.</summary>
internal enum DrawKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>There is nothing to choose.</summary>
    Only,

    /// <summary>By the low-discrepancy sequence.</summary>
    Exact,

    /// <summary>By a random number.</summary>
    Random,
}
