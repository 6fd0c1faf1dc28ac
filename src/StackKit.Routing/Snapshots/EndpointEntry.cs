namespace StackKit.Routing;

/// <summary>An endpoint as configured, with its counter.</summary>
internal sealed class EndpointEntry(Endpoint endpoint, string version, EndpointCell cell)
{
    public Endpoint Endpoint { get; } = endpoint;

    public string Version { get; } = version;

    public EndpointCell Cell { get; } = cell;

    /// <summary>Gets a value indicating whether it takes new requests.</summary>
    public bool IsAdmissible => !Endpoint.Draining && Endpoint.Weight > 0;
}
