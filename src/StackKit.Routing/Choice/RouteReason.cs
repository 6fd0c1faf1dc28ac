namespace StackKit.Routing;

/// <summary>Why a version was chosen.</summary>
public enum RouteReason : byte
{
    /// <summary>There is no decision.</summary>
    None,

    /// <summary>A rule allowed the version, or denied another one.</summary>
    Rule,

    /// <summary>The hash of the sticky key.</summary>
    Sticky,

    /// <summary>The low-discrepancy sequence.</summary>
    Exact,

    /// <summary>A random number.</summary>
    Random,

    /// <summary>The version chosen first had no endpoint or no failure budget left.</summary>
    Fallback,

    /// <summary>A service upstream chose the version: see <see cref="RouteContext.InheritedVersion"/>.</summary>
    Inherited,
}
