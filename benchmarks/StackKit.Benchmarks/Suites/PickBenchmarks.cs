using BenchmarkDotNet.Attributes;
using StackKit.Benchmarks.Field;
using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Naive;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Suites;

/// <summary>One pick for a request of which nothing is known: the router and the algorithms that others use.</summary>
[MemoryDiagnoser]
public class PickBenchmarks
{
    private Candidate _naiveLinearScan = null!;
    private Candidate _naiveBinarySearch = null!;
    private Candidate _routerRandom = null!;
    private Candidate _routerExact = null!;
    private Candidate _routerRoundRobin = null!;
    private Candidate _routerReport = null!;
    private Candidate _stride = null!;
    private Candidate _deadline = null!;
    private Candidate _smoothRoundRobin = null!;

    [Params(2, 10, 100, 1_000, 10_000)]
    public int Destinations { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _naiveLinearScan = new LinearScan(Destinations);
        _naiveBinarySearch = new BinarySearch(Destinations);
        _routerRandom = new RouterPick("random", RouterFixtures.CreateRandom(Destinations));
        _routerExact = new RouterPick("exact", RouterFixtures.CreateExact(Destinations));
        _routerRoundRobin = new RouterPick("round robin", RouterFixtures.CreateRoundRobinPool(Destinations));
        _routerReport = new RouterReport("begin and report", RouterFixtures.CreateRandom(Destinations));
        _stride = new StaticStride(Destinations);
        _deadline = new DeadlineQueue(Destinations);
        _smoothRoundRobin = new SmoothWeightedRoundRobin(Destinations);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Candidate.Batch)]
    public void NaiveLinearScan() => _naiveLinearScan.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void NaiveBinarySearch() => _naiveBinarySearch.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void RouterRandom() => _routerRandom.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void RouterExact() => _routerExact.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void RouterRoundRobin() => _routerRoundRobin.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void RouterReport() => _routerReport.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void Stride() => _stride.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void Deadline() => _deadline.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void SmoothRoundRobin() => _smoothRoundRobin.Run(Candidate.Batch);
}
