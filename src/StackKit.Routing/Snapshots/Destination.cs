using System.Runtime.CompilerServices;

namespace StackKit.Routing;

/// <summary>Where a request can go: a version under one generation of the split, with one endpoint of its pool.</summary>
/// <remarks>Made when a snapshot is built, so that a decision carries one reference and a table of endpoints leads straight to it.</remarks>
/// <param name="arm">The version.</param>
/// <param name="entry">The endpoint; null where the version has no pool.</param>
/// <param name="share">The share of the endpoint in its pool.</param>
internal sealed class Destination(ArmState arm, EndpointEntry? entry, double share)
{
    private readonly EndpointCell? _cell = entry?.Cell; // one reference less to follow, here and in the next
    private readonly FlightCells _flight = arm.InFlight;

    // Who counts at an endpoint meets the others there anyway; so the version is counted in a stripe of the endpoint, and only without one in that of the thread.
    private readonly int _stripe = entry?.Cell.Stripe ?? -1;
    private readonly double _inverseShare = Math.Min(1 / share, double.MaxValue);

    public ArmState Arm { get; } = arm;

    public EndpointEntry? Entry { get; } = entry;

    /// <summary>Gets the requests in flight at the endpoint for its share of the pool: what those who balance by load compare.</summary>
    public double Load => _cell!.InFlight * _inverseShare;

    /// <summary>Says whether this endpoint has less to do than another; most often neither has anything, which needs no arithmetic.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsLessLoadedThan(Destination other)
    {
        int mine = _cell!.InFlight;
        int others = other._cell!.InFlight;
        return (mine | others) != 0 && mine * _inverseShare < others * other._inverseShare;
    }

    /// <summary>Counts a request in flight.</summary>
    /// <returns>The stripe that it was counted in.</returns>
    public int Enter()
    {
        int stripe = _stripe >= 0 ? _stripe : ThreadStripe.Index;
        _flight.Enter(stripe);
        _cell?.Enter();
        return stripe;
    }

    /// <summary>Ends the count in flight.</summary>
    public void Leave(int stripe)
    {
        _cell?.Leave();
        _flight.Leave(stripe);
    }
}
