using BenchmarkDotNet.Attributes;
using StackKit.Benchmarks.Floors;
using StackKit.Benchmarks.Harness;

namespace StackKit.Benchmarks.Suites;

/// <summary>What a pick may be made of.</summary>
[MemoryDiagnoser]
public class FloorBenchmarks
{
    private static int s_counter;

    [ThreadStatic]
    private static int t_number;

    private readonly RandomIndex _randomIndex = new();
    private double _fraction = 0.3;

    [GlobalSetup]
    public void SetUp() => t_number = 1;

    [Benchmark(Baseline = true)]
    public double RandomNextDouble() => Random.Shared.NextDouble();

    [Benchmark]
    public int RandomNext() => Random.Shared.Next(100);

    [Benchmark]
    public long RandomNextInt64() => Random.Shared.NextInt64();

    [Benchmark]
    public ulong ThreadStaticWyrand() => ThreadGenerators.Wyrand();

    [Benchmark]
    public ulong ThreadStaticXoshiro() => ThreadGenerators.Xoshiro();

    [Benchmark]
    public ulong ThreadStaticWeyl() => ThreadGenerators.Weyl();

    [Benchmark(OperationsPerInvoke = Candidate.Batch)]
    public void WyrandAndVolatileIndex() => _randomIndex.Run(Candidate.Batch);

    [Benchmark]
    public int ThreadStaticRead() => t_number;

    [Benchmark]
    public int InterlockedIncrement() => Interlocked.Increment(ref s_counter);

    [Benchmark]
    public int CurrentProcessor() => Thread.GetCurrentProcessorId();

    [Benchmark]
    public long ClockTimestamp() => System.Diagnostics.Stopwatch.GetTimestamp();

    [Benchmark]
    public long ClockTicks() => Environment.TickCount64;

    [Benchmark]
    public double Logarithm() => _fraction = Math.Log(_fraction + 1.5);
}
