namespace StackKit.Routing;

/// <summary>An endpoint as configured, with its counter.</summary>
internal sealed class EndpointEntry(Endpoint endpoint, string version, EndpointCell cell)
{
    private Destination? _bound; // of the arm that was last asked for

    public Endpoint Endpoint { get; } = endpoint;

    public string Version { get; } = version;

    public EndpointCell Cell { get; } = cell;

    /// <summary>Gets a value indicating whether it takes new requests, as far as its configuration says.</summary>
    public bool IsAdmissible => !Endpoint.Draining && Endpoint.Weight > 0;

    /// <summary>Gets the destination for an arm of its version; one object as long as the arm is the same.</summary>
    public Destination Bind(ArmState arm)
    {
        Destination? bound = Volatile.Read(ref _bound);
        if (bound is null || !ReferenceEquals(bound.Arm, arm))
        {
            bound = new Destination(arm, this, share: 1);
            Volatile.Write(ref _bound, bound);
        }

        return bound;
    }
}
