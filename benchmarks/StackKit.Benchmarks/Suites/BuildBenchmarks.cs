using BenchmarkDotNet.Attributes;
using StackKit.Benchmarks.Field;
using StackKit.Benchmarks.Naive;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Suites;

/// <summary>What an update of weights costs; the router's includes validation and publication.</summary>
[MemoryDiagnoser]
public class BuildBenchmarks
{
    private double[] _weights = [];
    private PoolUpdate _pool = null!;
    private SplitUpdate _split = null!;

    [Params(2, 10, 100, 1_000, 10_000)]
    public int Destinations { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _weights = RouterFixtures.Weights(Destinations);
        _pool = new PoolUpdate(Destinations);
        _split = new SplitUpdate(Math.Min(Destinations, RouterFixtures.MaxVersions));
    }

    [Benchmark(Baseline = true)]
    public double[] NaiveRunningSums() => RunningSums.Of(_weights);

    [Benchmark]
    public void RouterSetPools() => _pool.Run(1);

    /// <summary>Sets as many versions as a split may have.</summary>
    [Benchmark]
    public void RouterSetStickySplit() => _split.Run(1);

    [Benchmark]
    public int[] Maglev() => MaglevTable.Build(_weights);

    [Benchmark]
    public int[] Ketama() => KetamaRing.Build(_weights).Owners;
}
