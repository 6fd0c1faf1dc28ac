using BenchmarkDotNet.Attributes;
using StackKit.Routing;

namespace StackKit.Benchmarks.Routing;

/// <summary>One decision in every mode against a linear scan.</summary>
[MemoryDiagnoser]
public class PickBenchmarks
{
    private NaiveSplit _naive = null!;
    private Router _random = null!;
    private Router _exact = null!;
    private Router _sticky = null!;
    private Router _pooled = null!;

    [Params(2, 10, 16)]
    public int Versions { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _naive = new NaiveSplit(RouterFixtures.Versions(Versions), RouterFixtures.Weights(Versions));
        _random = RouterFixtures.Create(SplitMode.Random, Versions, 0, PoolPolicies.Random);
        _exact = RouterFixtures.Create(SplitMode.Exact, Versions, 0, PoolPolicies.Random);
        _sticky = RouterFixtures.Create(SplitMode.Sticky, Versions, 0, PoolPolicies.Random);
        _pooled = RouterFixtures.Create(SplitMode.Exact, Versions, 10, PoolPolicies.Random);
    }

    [Benchmark(Baseline = true)]
    public string NaiveLinearScan() => _naive.Pick();

    [Benchmark]
    public bool PickRandom() => _random.TryPick(out _);

    [Benchmark]
    public bool PickExact() => _exact.TryPick(out _);

    [Benchmark]
    public bool PickSticky() => _sticky.TryPick(new RouteContext { StickyKey = RouterFixtures.Key }, out _);

    [Benchmark]
    public bool PickVersionAndEndpoint() => _pooled.TryPick(out _);

    [Benchmark]
    public void BeginAndReport()
    {
        if (_pooled.TryBegin(out RouteDecision decision))
        {
            _pooled.Report(in decision, Outcome.Success, TimeSpan.FromMilliseconds(3));
        }
    }
}
