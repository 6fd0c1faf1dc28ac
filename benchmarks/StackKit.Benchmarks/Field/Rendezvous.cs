using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Field;

/// <summary>Weighted rendezvous hashing: every destination draws, the lowest wins.</summary>
internal sealed class Rendezvous(int count) : Candidate("weighted rendezvous")
{
    private readonly double[] _weights = RouterFixtures.Weights(count);
    private readonly string[] _items = RouterFixtures.Names(count);
    private readonly ulong[] _seeds = Array.ConvertAll(RouterFixtures.Names(count), name => Hashing.Of(name, 7));

    public override void Run(int operations)
    {
        string[] keys = StickyKeys.All;
        string last = "";
        for (int i = 0; i < operations; i++)
        {
            last = Pick(Hashing.Of(keys[i & StickyKeys.Mask], 42));
        }

        Sink.Keep(last);
    }

    private string Pick(ulong hash)
    {
        int best = 0;
        double least = double.MaxValue;
        for (int i = 0; i < _weights.Length; i++)
        {
            double draw = -Math.Log(((Hashing.Mix(hash ^ _seeds[i]) >> 11) + 0.5) * (1.0 / (1UL << 53))) / _weights[i];
            if (draw < least)
            {
                least = draw;
                best = i;
            }
        }

        return _items[best];
    }
}
