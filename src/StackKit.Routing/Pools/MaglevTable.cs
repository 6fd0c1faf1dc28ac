using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>Finds an endpoint by a hash: the weighted table of Maglev (Eisenbud and others, NSDI 2016, section 3.4).</summary>
/// <remarks>
/// Every endpoint has as many of the 65,537 slots as its share, to within one, and takes them in turns in an order of its own. The table depends on ids and shares
/// alone, so that every node has the same, and the order in configuration does not matter.
/// </remarks>
internal sealed class MaglevTable
{
    /// <summary>The most endpoints; with more, the shares would be too coarse.</summary>
    public const int MaxEndpoints = 8_192;

    private const int Size = 65_537; // prime, so that every step visits every slot

    private readonly ushort[] _slots = new ushort[Size];

    /// <summary>Builds the table.</summary>
    /// <param name="ids">The ids of the endpoints, each once.</param>
    /// <param name="shares">Their shares, summing to 1.</param>
    public MaglevTable(string[] ids, double[] shares)
    {
        int[] order = [.. Enumerable.Range(0, ids.Length)];
        Array.Sort(order, (one, other) => string.CompareOrdinal(ids[one], ids[other]));
        int[] quotas = Fractions.Apportion(Array.ConvertAll(order, i => shares[i]), Size);
        Turn[] turns = new Turn[Size];
        uint[] next = new uint[order.Length];
        uint[] step = new uint[order.Length];
        int count = 0;
        for (int place = 0; place < order.Length; place++)
        {
            UInt128 hash = XxHash128.HashToUInt128(MemoryMarshal.AsBytes(ids[order[place]].AsSpan()));
            next[place] = (uint)((ulong)hash % Size);
            step[place] = (uint)((ulong)(hash >> 64) % (Size - 1)) + 1;
            for (int turn = 1; turn <= quotas[place]; turn++)
            {
                turns[count++] = new Turn(turn / (double)quotas[place], place);
            }
        }

        Array.Sort(turns, static (one, other) => one.Time != other.Time ? one.Time.CompareTo(other.Time) : one.Place.CompareTo(other.Place));
        Fill(turns, next, step, order);
    }

    /// <summary>Gets the index of the endpoint for a hash.</summary>
    public int Find(ulong hash) => _slots[HighProduct.Of(hash, Size)];

    private void Fill(Turn[] turns, uint[] next, uint[] step, int[] order)
    {
        bool[] isTaken = new bool[Size];
        foreach (Turn turn in turns)
        {
            uint slot = next[turn.Place];
            while (isTaken[slot])
            {
                slot = (slot + step[turn.Place]) % Size;
            }

            isTaken[slot] = true;
            _slots[slot] = (ushort)order[turn.Place];
            next[turn.Place] = slot;
        }
    }

    /// <summary>One slot that an endpoint is to take.</summary>
    /// <param name="Time">How far the endpoint is with its slots, from 0 to 1.</param>
    /// <param name="Place">Its place in the order of ids.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Turn(double Time, int Place);
}
