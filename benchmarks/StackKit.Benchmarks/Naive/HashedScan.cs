using StackKit.Benchmarks.Field;
using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Naive;

/// <summary>What a reader would have written first for sticky users: running sums, a point from the hash, a scan.</summary>
internal sealed class HashedScan(int count) : Candidate("naive hash and linear scan")
{
    private readonly string[] _items = RouterFixtures.Names(count);
    private readonly double[] _bounds = RunningSums.Of(RouterFixtures.Weights(count));

    public override int MinOperations => 1_000;

    public override void Run(int operations)
    {
        string[] keys = StickyKeys.All;
        string last = "";
        for (int i = 0; i < operations; i++)
        {
            last = Pick(keys[i & StickyKeys.Mask]);
        }

        Sink.Keep(last);
    }

    private string Pick(string key)
    {
        double[] bounds = _bounds;
        double point = (Hashing.Of(key, 42) >> 11) * (1.0 / (1UL << 53)) * bounds[^1];
        for (int i = 0; i < bounds.Length; i++)
        {
            if (point < bounds[i])
            {
                return _items[i];
            }
        }

        return _items[^1];
    }
}
