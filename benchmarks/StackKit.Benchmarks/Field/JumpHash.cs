using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Field;

/// <summary>Jump consistent hash (Lamping and Veach): no memory, no weights, and only the last destination can be removed.</summary>
internal sealed class JumpHash(int count) : Candidate("jump hash, unweighted")
{
    private readonly string[] _items = RouterFixtures.Names(count);

    public override void Run(int operations)
    {
        string[] keys = StickyKeys.All;
        string last = "";
        for (int i = 0; i < operations; i++)
        {
            last = _items[Jump(Hashing.Of(keys[i & StickyKeys.Mask], 42), _items.Length)];
        }

        Sink.Keep(last);
    }

    private static long Jump(ulong key, int buckets)
    {
        long bucket = -1;
        long next = 0;
        while (next < buckets)
        {
            bucket = next;
            key = (key * 2_862_933_555_777_941_757) + 1;
            next = (long)((bucket + 1) * ((1L << 31) / (double)((key >> 33) + 1)));
        }

        return bucket;
    }
}
