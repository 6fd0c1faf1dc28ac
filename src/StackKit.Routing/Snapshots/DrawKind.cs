namespace StackKit.Routing;

/// <summary>How a snapshot draws an arm.</summary>
internal enum DrawKind
{
    /// <summary>Not at all: no arm has a weight.</summary>
    None,

    /// <summary>There is one arm with a weight, and no key to hash.</summary>
    Only,

    Exact,

    Random,

    Sticky,
}
