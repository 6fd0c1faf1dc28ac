namespace StackKit.Routing;

/// <summary>What a router remembers of an endpoint of one version while its pools change around it. Guarded by the lock of the writers; times are those of the router's clock.</summary>
internal sealed class EndpointHistory(string id, string version)
{
    public string Id { get; } = id;

    public string Version { get; } = version;

    public EndpointCell Cell { get; } = new();

    /// <summary>Gets or sets a value indicating whether it took requests when the pools were last built.</summary>
    public bool IsActive { get; set; }

    /// <summary>Gets or sets since when it takes requests, for slow start; null when it needs none.</summary>
    public TimeSpan? ActiveSince { get; set; }

    /// <summary>Gets or sets until when it is ejected; null when it is not.</summary>
    public TimeSpan? EjectedUntil { get; set; }

    public bool IsEjected(TimeSpan now) => EjectedUntil > now;
}
