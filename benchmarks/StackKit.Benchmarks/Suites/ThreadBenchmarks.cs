using BenchmarkDotNet.Attributes;
using StackKit.Benchmarks.Field;
using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Naive;
using StackKit.Benchmarks.Peers;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Suites;

/// <summary>Picks among 10 on one thread and on two that do nothing else; the time is that of each thread.</summary>
[MemoryDiagnoser]
public class ThreadBenchmarks : IDisposable
{
    private const int Destinations = 10;
    private const int Operations = 200_000;

    private readonly Candidate _naiveLinearScan = new LinearScan(Destinations);
    private readonly Candidate _routerRandom = new RouterPick("random", RouterFixtures.CreateRandom(Destinations));
    private readonly Candidate _routerExact = new RouterPick("exact", RouterFixtures.CreateExact(Destinations));
    private readonly Candidate _routerReport = new RouterReport("begin and report", RouterFixtures.CreateRandomPool(Destinations));
    private readonly Candidate _yarpRoundRobin = new YarpPick<YarpPolicies.RoundRobin>(Destinations);
    private readonly Candidate _yarpPowerOfTwoChoices = new YarpPick<YarpPolicies.PowerOfTwoChoices>(Destinations);
    private readonly Candidate _yarpRandom = new YarpPick<YarpPolicies.Random>(Destinations);
    private readonly Candidate _serviceDiscovery = new ServiceDiscoveryRoundRobin(Destinations);
    private readonly Candidate _grpcRoundRobin = new GrpcRoundRobin(Destinations);
    private readonly Candidate _stride = new StaticStride(Destinations);
    private readonly Candidate _smoothRoundRobin = new SmoothWeightedRoundRobin(Destinations);
    private ThreadGang? _gang;

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void SetUp() => _gang = new ThreadGang(Threads, Operations);

    [GlobalCleanup]
    public void Dispose()
    {
        _gang?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Operations)]
    public void NaiveLinearScan() => _gang!.Run(_naiveLinearScan);

    [Benchmark(OperationsPerInvoke = Operations)]
    public void RouterRandom() => _gang!.Run(_routerRandom);

    [Benchmark(OperationsPerInvoke = Operations)]
    public void RouterExact() => _gang!.Run(_routerExact);

    [Benchmark(OperationsPerInvoke = Operations)]
    public void RouterReport() => _gang!.Run(_routerReport);

    [Benchmark(OperationsPerInvoke = Operations)]
    public void YarpRoundRobin() => _gang!.Run(_yarpRoundRobin);

    [Benchmark(OperationsPerInvoke = Operations)]
    public void YarpPowerOfTwoChoices() => _gang!.Run(_yarpPowerOfTwoChoices);

    [Benchmark(OperationsPerInvoke = Operations)]
    public void YarpRandom() => _gang!.Run(_yarpRandom);

    [Benchmark(OperationsPerInvoke = Operations)]
    public void ServiceDiscovery() => _gang!.Run(_serviceDiscovery);

    [Benchmark(OperationsPerInvoke = Operations)]
    public void GrpcRoundRobin() => _gang!.Run(_grpcRoundRobin);

    [Benchmark(OperationsPerInvoke = Operations)]
    public void Stride() => _gang!.Run(_stride);

    [Benchmark(OperationsPerInvoke = Operations)]
    public void SmoothRoundRobin() => _gang!.Run(_smoothRoundRobin);
}
