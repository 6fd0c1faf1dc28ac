using System.IO.Hashing;
using System.Runtime.InteropServices;
using StackKit.Routing;

namespace StackKit.Benchmarks.Routing;

/// <summary>Prints what a decision costs next to the parts it cannot do without and to a linear scan, all in one run.</summary>
internal static class RatioTable
{
    private const int Size = 10;

    private static object? s_sink;
    private static ulong s_bits;

    public static void Print(TextWriter output)
    {
        NaiveSplit naive = new(RouterFixtures.Versions(Size), RouterFixtures.Weights(Size));
        NaiveSplit naive1000 = new(RouterFixtures.Versions(1000), RouterFixtures.Weights(1000));
        List<Candidate> candidates =
        [
            new("naive linear scan, 10", n => Loop(n, naive)),
            new("naive linear scan, 1000", n => Loop(n, naive1000)),
            new("XxHash3 of 36 chars", LoopHash),
            new("Random.Shared.NextInt64", LoopRandom),
            new("thread-static wyrand + volatile index", Floor.Loop),
            Pick("random, 2", RouterFixtures.Create(SplitMode.Random, 2, 0, PoolPolicies.Random)),
            Pick("random, 10", RouterFixtures.Create(SplitMode.Random, Size, 0, PoolPolicies.Random)),
            Pick("exact, 2", RouterFixtures.Create(SplitMode.Exact, 2, 0, PoolPolicies.Random)),
            Pick("exact, 10", RouterFixtures.Create(SplitMode.Exact, Size, 0, PoolPolicies.Random)),
            PickKey("sticky, 2", RouterFixtures.Create(SplitMode.Sticky, 2, 0, PoolPolicies.Random)),
            PickKey("sticky, 10", RouterFixtures.Create(SplitMode.Sticky, Size, 0, PoolPolicies.Random)),
            Pick("random, 1 + pool 2", RouterFixtures.Create(SplitMode.Random, 1, 2, PoolPolicies.Random)),
            Pick("random, 1 + pool 1000", RouterFixtures.Create(SplitMode.Random, 1, 1000, PoolPolicies.Random)),
            Pick("random, 1 + pool 10000", RouterFixtures.Create(SplitMode.Random, 1, 10_000, PoolPolicies.Random)),
            Pick("exact, 2 + pool 10", RouterFixtures.Create(SplitMode.Exact, 2, Size, PoolPolicies.Random)),
            Pick("exact, 2 + round robin 10", RouterFixtures.Create(SplitMode.Exact, 2, Size, PoolPolicies.RoundRobin)),
            Begin("begin + report, exact, 2", RouterFixtures.Create(SplitMode.Exact, 2, 0, PoolPolicies.Random)),
            Begin("begin + report, exact, 2 + pool 10", RouterFixtures.Create(SplitMode.Exact, 2, Size, PoolPolicies.Random)),
        ];
        Dictionary<string, (double Nanoseconds, double Bytes)> results = ShortBatches.Measure(candidates);
        double baseline = results["naive linear scan, 10"].Nanoseconds;
        output.WriteLine($"{"operation",-36} {"ns",9} {"B",6} {"/ naive 10",11}");
        foreach (Candidate candidate in candidates)
        {
            (double nanoseconds, double bytes) = results[candidate.Name];
            output.WriteLine($"{candidate.Name,-36} {nanoseconds,9:0.00} {bytes,6:0.##} {nanoseconds / baseline,11:0.000}");
        }

        output.WriteLine($"set pools of 100000 endpoints: {BuildTime.OfEndpoints(100_000).TotalMilliseconds:0.0} ms");
        Router random = RouterFixtures.Create(SplitMode.Random, Size, 0, PoolPolicies.Random);
        Router exact = RouterFixtures.Create(SplitMode.Exact, Size, 0, PoolPolicies.Random);
        Router roundRobin = RouterFixtures.Create(SplitMode.Random, 1, Size, PoolPolicies.RoundRobin);
        foreach ((string name, Router router) in new[] { ("random, 10", random), ("exact, 10", exact), ("random, 1 + round robin 10", roundRobin) })
        {
            (double one, double two) = TwoThreads.Measure(n => Loop(n, router));
            output.WriteLine($"{name}: 1 thread {one:0.00} ns, 2 threads {two:0.00} ns a thread, ratio {two / one:0.00}");
        }
    }

    private static Candidate Pick(string name, Router router) => new(name, n => Loop(n, router));

    private static Candidate PickKey(string name, Router router) => new(name, n => LoopKey(n, router));

    private static Candidate Begin(string name, Router router) => new(name, n => LoopBegin(n, router));

    private static void Loop(int n, Router router)
    {
        bool all = true;
        for (int i = 0; i < n; i++)
        {
            all &= router.TryPick(out _);
        }

        s_bits = all ? 1UL : 0;
    }

    private static void LoopKey(int n, Router router)
    {
        for (int i = 0; i < n; i++)
        {
            router.TryPick(new RouteContext { StickyKey = RouterFixtures.Key }, out _);
        }
    }

    private static void LoopBegin(int n, Router router)
    {
        TimeSpan latency = TimeSpan.FromMilliseconds(3);
        for (int i = 0; i < n; i++)
        {
            router.TryBegin(out RouteDecision decision);
            router.Report(in decision, Outcome.Success, latency);
        }
    }

    private static void Loop(int n, NaiveSplit naive)
    {
        string last = "";
        for (int i = 0; i < n; i++)
        {
            last = naive.Pick();
        }

        s_sink = last;
    }

    private static void LoopHash(int n)
    {
        ulong bits = 0;
        for (int i = 0; i < n; i++)
        {
            bits += XxHash3.HashToUInt64(MemoryMarshal.AsBytes(RouterFixtures.Key.AsSpan()), 42);
        }

        s_bits = bits;
    }

    private static void LoopRandom(int n)
    {
        long bits = 0;
        for (int i = 0; i < n; i++)
        {
            bits += Random.Shared.NextInt64();
        }

        s_bits = (ulong)bits;
    }
}
