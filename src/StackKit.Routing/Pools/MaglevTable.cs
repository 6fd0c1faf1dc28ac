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
        uint[] next = new uint[order.Length];
        uint[] step = new uint[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            UInt128 hash = XxHash128.HashToUInt128(MemoryMarshal.AsBytes(ids[order[place]].AsSpan()));
            next[place] = (uint)((ulong)hash % Size);
            step[place] = (uint)((ulong)(hash >> 64) % (Size - 1)) + 1;
        }

        bool[] isTaken = new bool[Size];
        foreach (int place in Turns(quotas))
        {
            uint slot = next[place];
            while (isTaken[slot])
            {
                slot = (slot + step[place]) % Size;
            }

            isTaken[slot] = true;
            _slots[slot] = (ushort)order[place];
            next[place] = slot;
        }
    }

    /// <summary>Gets the index of the endpoint for a hash.</summary>
    public int Find(ulong hash) => _slots[HighProduct.Of(hash, Size)];

    /// <summary>Spreads the turns of each place evenly: in as many rounds as the largest quota, each by place.</summary>
    private static int[] Turns(int[] quotas)
    {
        int rounds = quotas.Max();
        int[] starts = new int[rounds + 1];
        ForEachTurn(quotas, rounds, (round, _) => starts[round]++);
        int start = 0;
        foreach (ref int count in starts.AsSpan())
        {
            (start, count) = (start + count, start);
        }

        int[] turns = new int[Size];
        ForEachTurn(quotas, rounds, (round, place) => turns[starts[round]++] = place);
        return turns;
    }

    private static void ForEachTurn(int[] quotas, int rounds, Action<int, int> action)
    {
        for (int place = 0; place < quotas.Length; place++)
        {
            for (int turn = 1; turn <= quotas[place]; turn++)
            {
                action((int)((((long)turn * rounds) + quotas[place] - 1) / quotas[place]), place);
            }
        }
    }
}
