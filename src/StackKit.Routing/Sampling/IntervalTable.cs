using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>Finds the interval of [0, 2^64) that a point lies in, through a guide table (Chen and Asau): one or two probes.</summary>
/// <remarks>Unlike an alias table it keeps intervals in one piece: the order of a sequence and the nesting of sticky ramps survive it.</remarks>
internal readonly struct IntervalTable
{
    private readonly ulong[] _last; // inclusive end of each interval; the last is 2^64 - 1
    private readonly int[] _guide; // for each cell of equal width, the interval that its first point lies in
    private readonly int _shift;

    /// <summary>Builds the table.</summary>
    /// <param name="shares">At least one share, each above 0, summing to 1.</param>
    public IntervalTable(ReadOnlySpan<double> shares)
    {
        int n = shares.Length;
        _last = new ulong[n];
        double sum = 0;
        for (int i = 0; i < n - 1; i++)
        {
            sum += shares[i];
            ulong end = Fractions.ToUInt64(sum);
            _last[i] = end == 0 ? 0 : end - 1;
        }

        _last[n - 1] = ulong.MaxValue;
        int cells = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, 4 * n));
        _shift = 64 - BitOperations.Log2((uint)cells);
        _guide = new int[cells];
        int interval = 0;
        for (int cell = 0; cell < cells; cell++)
        {
            ulong first = (ulong)cell << _shift;
            while (first > _last[interval])
            {
                interval++;
            }

            _guide[cell] = interval;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong point)
    {
        // The shift leaves an index within the guide, and the last interval ends at the largest point: neither access needs a check.
        int interval = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_guide), (nint)(point >> _shift));
        ref ulong last = ref MemoryMarshal.GetArrayDataReference(_last);
        while (point > Unsafe.Add(ref last, interval))
        {
            interval++;
        }

        return interval;
    }

    /// <summary>Gets the last point of an interval.</summary>
    public ulong EndOf(int interval) => _last[interval];

    /// <summary>Gets how far into its interval a point lies, from 0 to below 1.</summary>
    public double PlaceWithin(int interval, ulong point)
    {
        ulong first = interval == 0 ? 0 : _last[interval - 1] + 1;
        return (point - first) / ((double)(_last[interval] - first) + 1);
    }
}
