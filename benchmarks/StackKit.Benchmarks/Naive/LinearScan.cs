using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Naive;

/// <summary>What a reader would have written first: running sums, a random point, a scan.</summary>
/// <remarks>
/// Where so small a loop happens to lie in memory decides, at random for each process, between one and two cycles a step. So there are
/// eight copies of its machine code, one for each type argument, and they take turns: the least of all batches is that of the best place.
/// </remarks>
internal sealed class LinearScan : Candidate
{
    private readonly Candidate[] _copies;
    private int _turn;

    public LinearScan(int count)
        : base("naive linear scan")
    {
        string[] items = RouterFixtures.Names(count);
        double[] bounds = RunningSums.Of(RouterFixtures.Weights(count));
        _copies =
        [
            new Copy<byte>(items, bounds), new Copy<sbyte>(items, bounds), new Copy<short>(items, bounds), new Copy<ushort>(items, bounds),
            new Copy<int>(items, bounds), new Copy<uint>(items, bounds), new Copy<long>(items, bounds), new Copy<ulong>(items, bounds),
        ];
    }

    public override int MinOperations => 1_000;

    public override void Run(int operations) => _copies[_turn++ & 7].Run(operations);

    private sealed class Copy<TPlace>(string[] items, double[] bounds) : Candidate(typeof(TPlace).Name)
        where TPlace : struct
    {
        public override void Run(int operations)
        {
            string last = "";
            for (int i = 0; i < operations; i++)
            {
                last = items[Find(bounds, Random.Shared.NextDouble() * bounds[^1])];
            }

            Sink.Keep(last);
        }

        private static int Find(double[] bounds, double point)
        {
            for (int i = 0; i < bounds.Length; i++)
            {
                if (point < bounds[i])
                {
                    return i;
                }
            }

            return bounds.Length - 1;
        }
    }
}
