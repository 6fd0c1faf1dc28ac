using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>Counts requests in flight in one cell per stripe.</summary>
/// <remarks>
/// A request leaves through the cell it entered by, whatever thread ends it. So no cell is ever negative, and a sum of 0 read after the last
/// request could enter proves that none is left: cells that rose and fell between two reads cannot hide one another.
/// </remarks>
internal sealed class FlightCells
{
    private const int Spacing = 16; // longs: two cache lines, since processors fetch them in pairs

    private readonly long[] _cells = new long[(ThreadStripe.Count + 1) * Spacing];

    public long Total
    {
        get
        {
            long total = 0;
            for (int stripe = 0; stripe < ThreadStripe.Count; stripe++)
            {
                total += Volatile.Read(ref _cells[(stripe + 1) * Spacing]);
            }

            return total;
        }
    }

    public void Enter(int stripe) => Interlocked.Increment(ref CellOf(stripe));

    public void Leave(int stripe) => Interlocked.Decrement(ref CellOf(stripe));

    // A stripe is always below the number of stripes: no check is needed.
    private ref long CellOf(int stripe) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_cells), (stripe + 1) * Spacing);
}
