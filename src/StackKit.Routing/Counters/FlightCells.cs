using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>Counts requests in flight in one cell per stripe, and among them those that are counted at an endpoint as well.</summary>
/// <remarks>
/// A request leaves through the cell it entered by, whatever thread ends it. So no cell is ever negative, and a sum of 0 read after the last
/// request could enter proves that none is left: cells that rose and fell between two reads cannot hide one another.
/// </remarks>
internal sealed class FlightCells
{
    private const int Spacing = 16; // longs: two cache lines, since processors fetch them in pairs
    private const long One = 1;
    private const long OneMoving = (1L << 32) + 1; // both counts in one addition

    private readonly long[] _cells = new long[(ThreadStripe.Count + 1) * Spacing];

    /// <summary>Gets how many there are.</summary>
    public int Total => Read().Total;

    /// <summary>Reads both counts.</summary>
    public (int Total, int Moving) Read()
    {
        int total = 0;
        int moving = 0;
        for (int stripe = 0; stripe < ThreadStripe.Count; stripe++)
        {
            long cell = Volatile.Read(ref CellOf(stripe));
            total += (int)cell;
            moving += (int)(cell >> 32);
        }

        return (total, moving);
    }

    public void Enter(int stripe, bool isMoving) => Interlocked.Add(ref CellOf(stripe), isMoving ? OneMoving : One);

    public void Leave(int stripe, bool isMoving) => Interlocked.Add(ref CellOf(stripe), isMoving ? -OneMoving : -One);

    // A stripe is always below the number of stripes: no check is needed.
    private ref long CellOf(int stripe) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_cells), (stripe + 1) * Spacing);
}
