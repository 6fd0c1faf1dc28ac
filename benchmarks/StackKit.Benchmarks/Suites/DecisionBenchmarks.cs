using BenchmarkDotNet.Attributes;
using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Naive;
using StackKit.Benchmarks.Peers;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Suites;

/// <summary>A decision by user, network and weight, and what Microsoft.FeatureManagement can do of it: 1,000 users, 1,000 networks, none of which match.</summary>
[MemoryDiagnoser]
public class DecisionBenchmarks
{
    private Candidate _naiveScans = null!;
    private Candidate _routerUsersNetworksSticky = null!;
    private Candidate _featureWithoutFilter = null!;
    private Candidate _featurePercentage = null!;
    private Candidate _featureTargeting10Percent = null!;
    private Candidate _featureTargeting1000Users = null!;
    private Candidate _featureGetVariant = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _naiveScans = new ScannedRules(1_000, 1_000);
        _routerUsersNetworksSticky = new RouterDecide("all", RuleFixtures.Create(1_000, 1_000, 10));
        _featureWithoutFilter = new FeatureFlag("no filter", FeatureFlags.Plain());
        _featurePercentage = new FeatureFlag("percentage", FeatureFlags.Percentage());
        _featureTargeting10Percent = new FeatureTargeting("targeting", FeatureFlags.Targeting());
        _featureTargeting1000Users = new FeatureTargeting("targeting, users", FeatureFlags.Targeting(RuleFixtures.Users(1_000)));
        _featureGetVariant = new FeatureVariant();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Candidate.Batch)]
    public void NaiveScans() => _naiveScans.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void RouterUsersNetworksSticky() => _routerUsersNetworksSticky.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void FeatureWithoutFilter() => _featureWithoutFilter.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void FeaturePercentage() => _featurePercentage.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void FeatureTargeting10Percent() => _featureTargeting10Percent.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void FeatureTargeting1000Users() => _featureTargeting1000Users.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void FeatureGetVariant() => _featureGetVariant.Run(Candidate.Batch);
}
