using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;
using StackKit.Routing;

namespace StackKit.Benchmarks.Ratios;

/// <summary>Row 7: no decision allocates, in no mode, at no size.</summary>
internal static class AllocationRow
{
    private const int Operations = 100_000;
    private static readonly int[] s_versions = [1, 2, 10, RouterFixtures.MaxVersions];
    private static readonly int[] s_endpoints = [2, 10, 100, 1_000, 10_000];

    public static RatioRow Measure()
    {
        Progress.Say("row 7: bytes");
        Candidate[] candidates = [.. Splits(), .. Pools(), new RouterDecide("rules", RuleFixtures.Create(1_000, 1_000, 10))];
        long most = candidates.Max(candidate => Allocation.BytesOf(candidate, Operations));
        return new RatioRow(7, $"bytes of {Operations:#,0} decisions, the most of {candidates.Length} modes and sizes", new Check(most, 0));
    }

    private static IEnumerable<Candidate> Splits() =>
        from mode in Enum.GetValues<SplitMode>()
        from versions in s_versions
        from candidate in EveryWay(RouterFixtures.CreateSplit(mode, versions))
        select candidate;

    private static IEnumerable<Candidate> Pools() =>
        from endpoints in s_endpoints
        from router in RouterFixtures.CreatePools(endpoints)
        from candidate in EveryWay(router)
        select candidate;

    private static Candidate[] EveryWay(Router router) => [new RouterPick("pick", router), new RouterPickByKey("pick by key", router), new RouterLease("begin and release", router), new RouterReport("begin and report", router)];
}
