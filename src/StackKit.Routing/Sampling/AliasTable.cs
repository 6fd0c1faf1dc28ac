using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>Picks one of n weighted destinations in constant time (Vose's alias method).</summary>
/// <remarks>
/// A struct, so that a snapshot holds the slots themselves and a pick follows one reference less. The number of columns is a power of two, those behind the
/// last item having no share of their own: then the low bits of a draw are the column, and the whole of it is the place within the column, but for less than
/// its n-th part of 2^-64. That is two multiplications less.
/// </remarks>
internal readonly struct AliasTable
{
    private readonly Slot[]? _slots;

    /// <summary>Builds the table.</summary>
    /// <param name="items">At least one item.</param>
    /// <param name="shares">Their shares, none negative, summing to 1.</param>
    public AliasTable(ReadOnlySpan<Destination> items, ReadOnlySpan<double> shares)
    {
        int n = (int)BitOperations.RoundUpToPowerOf2((uint)items.Length);
        Slot[] slots = new Slot[n];
        _slots = slots;
        double[] scaled = new double[n];
        int[] work = new int[n]; // columns below 1 from the left, the others from the right
        int small = 0;
        int large = n;
        for (int i = 0; i < n; i++)
        {
            scaled[i] = i < items.Length ? shares[i] * n : 0;
            work[scaled[i] < 1 ? small++ : --large] = i;
        }

        double lost = 0; // what is rounded off the present large column: many equal parts are all rounded the same way
        while (small > 0 && large < n)
        {
            int low = work[--small];
            int high = work[large];
            Fill(ref slots[low], scaled[low], items[Math.Min(low, items.Length - 1)], items[high]);
            double part = 1 - scaled[low];
            double left = scaled[high] - part;
            lost += scaled[high] - left - part;
            scaled[high] = left;
            if (left + lost < 1)
            {
                scaled[high] = left + lost;
                lost = 0;
                work[small++] = high;
                large++;
            }
        }

        // What is left is 1 but for rounding.
        foreach (Range rest in new[] { ..small, large.. })
        {
            foreach (int column in work.AsSpan(rest))
            {
                Destination item = items[Math.Min(column, items.Length - 1)];
                Fill(ref slots[column], 1, item, item);
            }
        }
    }

    public bool IsEmpty => _slots is null;

    /// <summary>Gets the columns: a draw below the threshold leads to the first item, any other to the second. For those who check the probabilities.</summary>
    public IEnumerable<(Destination First, Destination Second, ulong Threshold)> Columns =>
        Array.ConvertAll(_slots ?? [], slot => (slot.Items[0], slot.Items[1], slot.Threshold));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Destination Pick(ulong bits)
    {
        // The mask leaves an index within the slots: the access needs no check.
        Slot[] slots = _slots!;
        nint column = (nint)((uint)bits & (uint)(slots.Length - 1));
        ref Slot slot = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(slots), column);

        // Half of these branches would be mispredicted: index the pair by the comparison instead.
        return Unsafe.Add(ref Unsafe.As<Pair, Destination>(ref slot.Items), bits >= slot.Threshold ? 1 : 0);
    }

    private static void Fill(ref Slot slot, double probability, Destination primary, Destination alias)
    {
        slot.Threshold = Fractions.ToUInt64(probability);
        slot.Items[0] = primary;
        slot.Items[1] = alias;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public ulong Threshold;
        public Pair Items;
    }

    [InlineArray(2)]
    private struct Pair
    {
        private Destination _first;
    }
}
