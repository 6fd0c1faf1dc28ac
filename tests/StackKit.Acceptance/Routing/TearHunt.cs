using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Looks for decisions whose version, endpoint, weight and generation were never published together.</summary>
/// <remarks>Every snapshot can be told from each of its parts: the weights of the split and of the endpoints are functions of the generation.</remarks>
internal sealed class TearHunt
{
    private const int Periods = 97;

    private readonly SplitMode _mode;
    private readonly Router _router = new("acceptance");
    private readonly string[] _keys;
    private long _decisions;
    private long _torn;
    private int _running;

    public TearHunt(SplitMode mode, int seed)
    {
        _mode = mode;
        Random random = new(seed);
        _keys = [.. Enumerable.Range(0, 64).Select(_ => $"user-{random.NextInt64()}")];
        Publish(1);
    }

    public long Decisions => _decisions;

    public long Torn => _torn;

    public long Updates { get; private set; }

    /// <summary>Lets threads decide while this one publishes.</summary>
    public void Run(int threads, int decisionsPerThread, CancellationToken cancellationToken)
    {
        _running = threads;
        Thread[] deciders = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() => Decide(decisionsPerThread, cancellationToken)) { IsBackground = true })];
        Array.ForEach(deciders, thread => thread.Start());
        for (long generation = 2; Volatile.Read(ref _running) > 0; generation++)
        {
            Publish(generation);
            Updates++;
            Thread.Yield();
        }

        Array.ForEach(deciders, thread => thread.Join());
    }

    private void Decide(int count, CancellationToken cancellationToken)
    {
        long torn = 0;
        int made = 0;
        long last = 0;
        while (made < count && !cancellationToken.IsCancellationRequested)
        {
            for (int i = 0; i < 1000; i++, made++)
            {
                bool decided = _router.TryPick(new RouteContext { StickyKey = _keys[i & 63] }, out RouteDecision decision);
                torn += decided && IsWhole(in decision) && decision.Generation >= last ? 0 : 1;
                last = decision.Generation;
            }
        }

        Interlocked.Add(ref _decisions, made);
        Interlocked.Add(ref _torn, torn);
        Interlocked.Decrement(ref _running);
    }

    private static bool IsWhole(in RouteDecision decision)
    {
        long generation = decision.Generation;
        bool isFirst = decision.Version == "a";
        double weight = WeightOf(generation);
        double share = (isFirst ? weight : 100) / (100 + weight);
        Endpoint? endpoint = decision.Endpoint;
        return endpoint is not null && endpoint.Weight == generation && endpoint.Id == decision.Version && Math.Abs(decision.Weight - share) < 1e-12;
    }

    private static double WeightOf(long generation) => 1 + (generation % Periods);

    private void Publish(long generation)
    {
        Split split = new() { Epoch = 1, Generation = generation, Mode = _mode, Arms = [new Arm("a", WeightOf(generation)), new Arm("b", 100)] };
        if (!_router.Apply(split, [PoolOf("a", generation), PoolOf("b", generation)]))
        {
            throw new InvalidOperationException($"Generation {generation} was refused.");
        }
    }

    private static Pool PoolOf(string version, long generation) => new(version, [new Endpoint(version, "http://10.0.0.1/") { Weight = generation }]);
}
