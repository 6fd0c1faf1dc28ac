namespace StackKit.Routing;

/// <summary>An endpoint as configured, with what the router remembers of it.</summary>
internal sealed class EndpointEntry(Endpoint endpoint, EndpointHistory history)
{
    private Destination? _bound; // of the arm that was last asked for

    public Endpoint Endpoint { get; } = endpoint;

    public EndpointHistory History { get; } = history;

    public string Version => History.Version;

    public EndpointCell Cell => History.Cell;

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
