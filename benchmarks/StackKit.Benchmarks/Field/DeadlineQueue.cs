using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Field;

/// <summary>Earliest deadline first, as in Envoy: a heap under a lock.</summary>
internal sealed class DeadlineQueue : Candidate
{
    private readonly PriorityQueue<int, double> _queue = new();
    private readonly string[] _items;
    private readonly double[] _weights;
    private readonly Lock _lock = new();

    public DeadlineQueue(int count)
        : base("earliest deadline first")
    {
        _items = RouterFixtures.Names(count);
        _weights = RouterFixtures.Weights(count);
        for (int i = 0; i < count; i++)
        {
            _queue.Enqueue(i, 1 / _weights[i]);
        }
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
        lock (_lock)
        {
            _queue.TryPeek(out int item, out double deadline);
            _queue.DequeueEnqueue(item, deadline + (1 / _weights[item]));
            return _items[item];
        }
    }
}
