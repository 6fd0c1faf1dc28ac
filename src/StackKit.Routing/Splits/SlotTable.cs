using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>The arm of each of the 65,536 slots of a sticky split.</summary>
internal sealed class SlotTable
{
    private readonly byte[] _slots = new byte[StickyLayout.Slots];

    /// <summary>Builds the table.</summary>
    /// <param name="runs">The layout; it has 65,536 slots.</param>
    /// <param name="versions">The versions by index.</param>
    public SlotTable(IReadOnlyList<StickyRun> runs, string[] versions)
    {
        int start = 0;
        foreach (StickyRun run in runs)
        {
            _slots.AsSpan(start, run.Slots).Fill((byte)Array.IndexOf(versions, run.Version));
            start += run.Slots;
        }
    }

    /// <summary>Gets the index of the version for a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong hash) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_slots), (nint)(hash >> 48)); // 16 bits: always within

    /// <summary>Gets how many of the slots of its arm lie before that of a hash, as a share from 0 to below 1.</summary>
    public double PlaceWithin(ulong hash)
    {
        int slot = (int)(hash >> 48);
        byte arm = _slots[slot];
        ReadOnlySpan<byte> slots = _slots;
        double within = (hash << 16) / 18446744073709551616.0;
        return (slots[..slot].Count(arm) + within) / slots.Count(arm);
    }
}
