namespace StackKit.Routing;

/// <summary>How a split chooses between its versions.</summary>
public enum SplitMode
{
    /// <summary>
    /// A low-discrepancy sequence shared by all threads: at 10 % a version gets 8 to 12 of the first 100 requests, whatever the
    /// traffic. The default.
    /// </summary>
    Exact,

    /// <summary>Independent random choices: the fastest under many threads, exact only in the long run.</summary>
    Random,

    /// <summary>By the hash of <see cref="RouteContext.StickyKey"/>: a key keeps its version. Requests without a key are chosen as by <see cref="Exact"/>.</summary>
    Sticky,
}
