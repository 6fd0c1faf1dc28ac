using BenchmarkDotNet.Attributes;
using StackKit.Benchmarks.Field;
using StackKit.Benchmarks.Floors;
using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Naive;
using StackKit.Benchmarks.Peers;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Suites;

/// <summary>One choice by a key of 36 characters; 1,024 keys take turns.</summary>
[MemoryDiagnoser]
public class StickyBenchmarks
{
    private Candidate _naiveHashAndScan = null!;
    private Candidate _keyHash = null!;
    private Candidate _routerSticky = null!;
    private Candidate _jump = null!;
    private Candidate _ketama = null!;
    private Candidate _maglev = null!;
    private Candidate _weightedRendezvous = null!;
    private Candidate _yarpHashCookie = null!;

    [Params(2, 10, 100, 1_000, 10_000)]
    public int Destinations { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _naiveHashAndScan = new HashedScan(Destinations);
        _keyHash = new KeyHash();
        _routerSticky = new RouterPickByKey("sticky", RouterFixtures.CreateSticky(Destinations));
        _jump = new JumpHash(Destinations);
        _ketama = new KetamaRing(Destinations);
        _maglev = new MaglevTable(Destinations);
        _weightedRendezvous = new Rendezvous(Destinations);
        _yarpHashCookie = new YarpHashCookie(Destinations);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Candidate.Batch)]
    public void NaiveHashAndScan() => _naiveHashAndScan.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void KeyHash() => _keyHash.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void RouterSticky() => _routerSticky.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void Jump() => _jump.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void Ketama() => _ketama.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void Maglev() => _maglev.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void WeightedRendezvous() => _weightedRendezvous.Run(Candidate.Batch);

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void YarpHashCookie() => _yarpHashCookie.Run(Candidate.Batch);
}
