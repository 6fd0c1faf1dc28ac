using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Field;

/// <summary>The smooth weighted round robin of nginx, under a lock.</summary>
internal sealed class SmoothWeightedRoundRobin(int count) : Candidate("smooth weighted round robin")
{
    private readonly string[] _items = RouterFixtures.Names(count);
    private readonly double[] _weights = RouterFixtures.Weights(count);
    private readonly double[] _current = new double[count];
    private readonly double _total = RouterFixtures.Weights(count).Sum();
    private readonly Lock _lock = new();

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
        lock (_lock)
        {
            int best = 0;
            for (int i = 0; i < _current.Length; i++)
            {
                _current[i] += _weights[i];
                best = _current[i] > _current[best] ? i : best;
            }

            _current[best] -= _total;
            return _items[best];
        }
    }
}
