using System.Runtime.CompilerServices;

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

    /// <summary>Says whether this endpoint has less to do than another; most often neither has anything, which needs no arithmetic.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsLessLoadedThan(Destination other)
    {
        int mine = _cell!.InFlight;
        int others = other._cell!.InFlight;
        return (mine | others) != 0 && mine * _inverseShare < others * other._inverseShare;
    }

    /// <summary>Counts a request in flight: at the endpoint, which is of one version, or where there is none for the version itself.</summary>
    /// <returns>The stripe that the version was counted in.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Enter()
    {
        if (_cell is null)
        {
            return EnterVersion(isMoving: false);
        }

        _cell.Enter();
        return 0;
    }

    /// <summary>Counts a request in flight that is on its way from one endpoint to another: for the version too, or who adds up endpoints could miss it at both.</summary>
    /// <returns>The stripe that the version was counted in.</returns>
    public int EnterMoving()
    {
        int stripe = EnterVersion(_cell is not null);
        _cell?.Enter();
        return stripe;
    }

    /// <summary>Ends the count in flight.</summary>
    /// <param name="stripe">The stripe that the version was counted in.</param>
    /// <param name="isMoving">Whether <see cref="EnterMoving"/> counted it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave(int stripe, bool isMoving)
    {
        _cell?.Leave();
        if (_cell is null || isMoving)
        {
            Arm.InFlight.Leave(stripe, isMoving);
        }
    }

    private int EnterVersion(bool isMoving)
    {
        int stripe = ThreadStripe.Index;
        Arm.InFlight.Enter(stripe, isMoving);
        return stripe;
    }
}
