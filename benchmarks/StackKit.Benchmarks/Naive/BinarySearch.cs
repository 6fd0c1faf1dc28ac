using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Naive;

/// <summary>What a reader would have written second: running sums, a random point, a binary search.</summary>
internal sealed class BinarySearch(int count) : Candidate("naive binary search")
{
    private readonly string[] _items = RouterFixtures.Names(count);
    private readonly double[] _bounds = RunningSums.Of(RouterFixtures.Weights(count));

    public override void Run(int operations)
    {
        string last = "";
        for (int i = 0; i < operations; i++)
        {
            last = Pick();
        }

        Sink.Keep(last);
    }

    private string Pick()
    {
        double[] bounds = _bounds;
        int index = Array.BinarySearch(bounds, Random.Shared.NextDouble() * bounds[^1]);
        index = index < 0 ? ~index : index + 1;
        return _items[Math.Min(index, _items.Length - 1)];
    }
}
