namespace StackKit.Routing;

/// <summary>Which endpoints of a pool are preferred for where they are.</summary>
public enum LocalityPreference
{
    /// <summary>None: all are alike.</summary>
    None,

    /// <summary>Those in the region of the router, while a share of them of at least <see cref="Pool.PanicThreshold"/> is healthy; otherwise all.</summary>
    Region,

    /// <summary>
    /// As <see cref="Region"/>, and within the region those in the zone of the router, as far as their weight suffices for the callers of the zone: what
    /// is too much for it goes to the other zones, so that no zone gets more than its share.
    /// </summary>
    Zone,
}
