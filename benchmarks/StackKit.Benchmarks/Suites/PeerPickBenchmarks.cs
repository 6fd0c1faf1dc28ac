using BenchmarkDotNet.Attributes;
using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Naive;
using StackKit.Benchmarks.Peers;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Suites;

/// <summary>One pick for a request of which nothing is known: the router and what other packages offer, none of which knows weights.</summary>
[MemoryDiagnoser]
public class PeerPickBenchmarks
{
    private Candidate _naiveLinearScan = null!;
    private Candidate _routerRandom = null!;
    private Candidate _yarpRoundRobin = null!;
    private Candidate _yarpPowerOfTwoChoices = null!;
    private Candidate _yarpRandom = null!;
    private Candidate _yarpLeastRequests = null!;
    private Candidate _serviceDiscovery = null!;
    private Candidate _serviceDiscoveryGetEndpoints = null!;
    private Candidate _grpcRoundRobin = null!;

    [Params(2, 10, 100, 1_000, 10_000)]
    public int Destinations { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _naiveLinearScan = new LinearScan(Destinations);
        _routerRandom = new RouterPick("random", RouterFixtures.CreateRandom(Destinations));
        _yarpRoundRobin = new YarpPick<YarpPolicies.RoundRobin>(Destinations);
        _yarpPowerOfTwoChoices = new YarpPick<YarpPolicies.PowerOfTwoChoices>(Destinations);
        _yarpRandom = new YarpPick<YarpPolicies.Random>(Destinations);
        _yarpLeastRequests = new YarpPick<YarpPolicies.LeastRequests>(Destinations);
        _serviceDiscovery = new ServiceDiscoveryRoundRobin(Destinations);
        _serviceDiscoveryGetEndpoints = new ServiceDiscoveryResolver(Destinations);
        _grpcRoundRobin = new GrpcRoundRobin(Destinations);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Candidate.Batch)]
    public void NaiveLinearScan() => _naiveLinearScan.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void RouterRandom() => _routerRandom.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void YarpRoundRobin() => _yarpRoundRobin.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void YarpPowerOfTwoChoices() => _yarpPowerOfTwoChoices.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void YarpRandom() => _yarpRandom.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void YarpLeastRequests() => _yarpLeastRequests.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void ServiceDiscovery() => _serviceDiscovery.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void ServiceDiscoveryGetEndpoints() => _serviceDiscoveryGetEndpoints.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void GrpcRoundRobin() => _grpcRoundRobin.Run(Candidate.Batch);
}
