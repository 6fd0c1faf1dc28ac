namespace StackKit.Routing;

/// <summary>How a snapshot draws an arm.</summary>
internal enum DrawKind
{
    /// <summary>Not at all: no arm has a weight.</summary>
    None,

    Exact,

    Random,

    Sticky,
}
