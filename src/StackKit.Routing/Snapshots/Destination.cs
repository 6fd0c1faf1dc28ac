namespace StackKit.Routing;

/// <summary>Where a request can go: a version under one generation of the split, with one endpoint of its pool.</summary>
/// <remarks>Made when a snapshot is built, so that a decision carries one reference and a table of endpoints leads straight to it.</remarks>
/// <param name="arm">The version.</param>
/// <param name="entry">The endpoint; null where the version has no pool.</param>
/// <param name="share">The share of the endpoint in its pool.</param>
internal sealed class Destination(ArmState arm, EndpointEntry? entry, double share)
{
    private readonly EndpointCell? _cell = entry?.Cell; // one reference less to follow
    private readonly double _inverseShare = Math.Min(1 / share, double.MaxValue);

    public ArmState Arm { get; } = arm;

    public EndpointEntry? Entry { get; } = entry;

    /// <summary>Gets the requests in flight at the endpoint for its share of the pool: what those who balance by load compare.</summary>
    public double Load => _cell!.InFlight * _inverseShare;

    /// <summary>Counts a request in flight.</summary>
    public void Enter(int stripe)
    {
        Arm.InFlight.Enter(stripe);
        _cell?.Enter();
    }

    /// <summary>Ends the count in flight.</summary>
    public void Leave(int stripe)
    {
        _cell?.Leave();
        Arm.InFlight.Leave(stripe);
    }
}
