using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Field;

/// <summary>The static stride scheduler of gRPC: one atomic sequence, and as many tries as the greatest weight exceeds the mean.</summary>
internal sealed class StaticStride : Candidate
{
    private const uint Scale = 65_535;
    private const uint Offset = Scale / 2;

    private readonly string[] _items;
    private readonly uint[] _weights;
    private uint _sequence;

    public StaticStride(int count)
        : base("static stride")
    {
        _items = RouterFixtures.Names(count);
        double[] weights = RouterFixtures.Weights(count);
        double most = weights.Max();
        _weights = Array.ConvertAll(weights, weight => (uint)Math.Round(weight / most * Scale));
    }

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
        uint[] weights = _weights;
        while (true)
        {
            uint sequence = Interlocked.Increment(ref _sequence);
            (uint generation, uint index) = Math.DivRem(sequence, (uint)weights.Length);
            ulong place = (((ulong)weights[index] * generation) + (index * (ulong)Offset)) % Scale;
            if (place >= Scale - weights[index])
            {
                return _items[index];
            }
        }
    }
}
