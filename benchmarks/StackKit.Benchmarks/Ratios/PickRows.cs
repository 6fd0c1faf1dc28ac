using StackKit.Benchmarks.Floors;
using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Naive;
using StackKit.Benchmarks.Peers;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Ratios;

/// <summary>Rows 1 to 6 and 8: picks for requests of which nothing is known.</summary>
internal static class PickRows
{
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(12);

    public static IEnumerable<RatioRow> Measure()
    {
        RandomIndex floor = new();
        RouterPick random = Random(10);
        RouterPick random2 = Random(2);
        RouterPick random1000 = Random(1_000);
        RouterPick random10000 = Random(10_000);
        RouterPick endpoints = new("random among 10 endpoints", RouterFixtures.CreateRandomPool(10));
        RouterPick exact = new("exact, 10", RouterFixtures.CreateExact(10));
        LinearScan linear = new(10);
        LinearScan linear1000 = new(1_000);
        YarpPick<YarpPolicies.RoundRobin> yarpRoundRobin = new(10);
        YarpPick<YarpPolicies.PowerOfTwoChoices> yarpPowerOfTwo = new(10);
        ServiceDiscoveryRoundRobin discovery = new(10);

        Progress.Say("rows 1 to 5 and 8: picks");
        Times times = ShortBatches.Measure([floor, random, random2, random1000, random10000, endpoints, exact, linear, linear1000, yarpRoundRobin, yarpPowerOfTwo, discovery], s_budget);
        Progress.Say("rows 3 and 6: two threads");
        Dictionary<Candidate, ThreadTimes> threads = TwoThreads.Measure([random, discovery]);

        yield return new RatioRow(1, "random pick / floor (thread-static wyrand + volatile index)", new Check(times.Ratio(random, floor), 2.0, $" (as 10 endpoints of one version {times.Ratio(endpoints, floor):0.00})")) { Ceiling = new Check(times[random], 5) };
        yield return new RatioRow(2, "random pick / YARP RoundRobin; / YARP PowerOfTwoChoices", new Check(times.Ratio(random, yarpRoundRobin), 0.30), new Check(times.Ratio(random, yarpPowerOfTwo), 0.30));
        yield return new RatioRow(3, "random pick / ServiceDiscovery round robin (unweighted), 1 thread; 2 threads", new Check(times.Ratio(random, discovery), 1.3), new Check(threads[random].Two / threads[discovery].Two, 0.25));
        yield return new RatioRow(4, "random pick / naive linear scan: n = 10; n = 1,000", new Check(times.Ratio(random, linear), 0.2), new Check(times.Ratio(random1000, linear1000), 0.02));
        yield return new RatioRow(5, "random pick: n = 1,000 / n = 2; n = 10,000 / n = 2", new Check(times.Ratio(random1000, random2), 1.6), new Check(times.Ratio(random10000, random2), 20));
        yield return new RatioRow(6, "random pick: time per thread, 2 threads / 1 thread", new Check(threads[random].Ratio, 1.7));
        yield return new RatioRow(8, "exact pick / random pick, 1 thread", new Check(times.Ratio(exact, random), 1.6));
    }

    private static RouterPick Random(int destinations) => new($"random, {destinations}", RouterFixtures.CreateRandom(destinations));
}
