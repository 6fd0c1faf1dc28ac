using BenchmarkDotNet.Attributes;
using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Naive;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Suites;

/// <summary>A rule that does not match, on users or on networks; the entries are those of the list.</summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private Candidate _naiveUserScan = null!;
    private Candidate _naiveNetworkScan = null!;
    private Candidate _routerUsers = null!;
    private Candidate _routerNetworks = null!;
    private Candidate _routerWithoutRules = null!;

    [Params(10, 1_000, 10_000)]
    public int Entries { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _naiveUserScan = new ScannedRules(Entries, 0);
        _naiveNetworkScan = new ScannedRules(0, Entries);
        _routerUsers = new RouterDecide("users", RuleFixtures.Create(Entries, 0, 10));
        _routerNetworks = new RouterDecide("networks", RuleFixtures.Create(0, Entries, 10));
        _routerWithoutRules = new RouterDecide("no rules", RuleFixtures.Create(0, 0, 10));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Candidate.Batch)]
    public void NaiveUserScan() => _naiveUserScan.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void NaiveNetworkScan() => _naiveNetworkScan.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void RouterUsers() => _routerUsers.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void RouterNetworks() => _routerNetworks.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void RouterWithoutRules() => _routerWithoutRules.Run(Candidate.Batch);
}
