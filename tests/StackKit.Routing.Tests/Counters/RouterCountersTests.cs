using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Counters;

public sealed class RouterCountersTests
{
    private static readonly Split s_sticky = new() { Mode = SplitMode.Sticky, Arms = [new Arm("v1", 1)] };

    [Fact]
    public void Report_Unkeyed_CountsEverythingAsEvidence()
    {
        Router router = WithSplit(TwoVersions(1, 0));

        Report(router, default, Outcome.Success, Outcome.Failure, Outcome.Failure, Outcome.Neither);

        ArmCounters arm = CountersOf(router, "stable");
        Assert.Equal((4, 2, 1), (arm.Requests, arm.Failures, arm.Neither));
        Assert.Equal((3, 2, 3), (arm.AnalysisRequests, arm.AnalysisFailures, arm.AnalysisLatency.Count));
        Assert.Equal((4, TimeSpan.FromMilliseconds(20)), (arm.Latency.Count, arm.Latency.Sum));
        Assert.Equal((0, 0, 0, 0), (arm.DistinctKeys, arm.RawFailures, arm.TopKeyFailures, arm.ForcedRequests));
    }

    [Fact]
    public void Report_Keyed_CountsEachKeyOnce()
    {
        Router router = WithSplit(s_sticky);

        Report(router, new RouteContext { StickyKey = "alice" }, Outcome.Success, Outcome.Failure, Outcome.Failure, Outcome.Failure);
        Report(router, new RouteContext { StickyKey = "bob" }, Outcome.Neither, Outcome.Failure, Outcome.Success);

        ArmCounters arm = CountersOf(router, "v1");
        Assert.Equal((7, 4, 1), (arm.Requests, arm.Failures, arm.Neither));
        Assert.Equal((2, 2, 2), (arm.AnalysisRequests, arm.AnalysisFailures, arm.AnalysisLatency.Count));
        Assert.Equal((2, 4, 3), (arm.DistinctKeys, arm.RawFailures, arm.TopKeyFailures));
    }

    [Fact]
    public void ReadCounters_KeyedGenerationLongSuperseded_KeepsItsFigures()
    {
        Router router = WithSplit(s_sticky);
        Report(router, new RouteContext { StickyKey = "alice" }, Outcome.Failure, Outcome.Failure);
        RouteDecision late = router.Pick(new RouteContext { StickyKey = "bob" });

        for (int i = 0; i < 8; i++)
        {
            router.SetSplit(s_sticky);
        }

        router.Report(in late, Outcome.Failure, Latency);

        ArmCounters arm = router.ReadCounters().Arms[0];
        Assert.Equal((3, 3, 2, 2), (arm.Requests, arm.Failures, arm.AnalysisRequests, arm.AnalysisFailures));
        Assert.Equal((2, 2), (arm.DistinctKeys, arm.TopKeyFailures));
    }

    [Fact]
    public void Report_Forced_IsNoEvidence()
    {
        RouteRule rule = new() { Name = "testers", Version = "candidate", Users = ["alice"] };
        Router router = WithSplit(TwoVersions(1, 0) with { Rules = [rule] });

        Report(router, new RouteContext { User = "alice" }, Outcome.Success, Outcome.Failure, Outcome.Neither);

        ArmCounters arm = CountersOf(router, "candidate");
        Assert.Equal((3, 1, 1, 2, 1), (arm.Requests, arm.Failures, arm.Neither, arm.ForcedRequests, arm.ForcedFailures));
        Assert.Equal((0, 0, 0, 3), (arm.AnalysisRequests, arm.AnalysisFailures, arm.AnalysisLatency.Count, arm.Latency.Count));
    }

    [Fact]
    public void Report_SupersededGeneration_CountsThere()
    {
        Router router = WithSplit(TwoVersions(1, 0));
        RouteDecision decision = router.Begin();
        router.SetSplit(TwoVersions(3, 1));

        router.Report(in decision, Outcome.Failure, Latency);

        IReadOnlyList<ArmCounters> arms = router.ReadCounters().Arms;
        Assert.Equal(1, arms.Single(arm => arm.Version == "stable" && arm.Generation == 1).Failures);
        Assert.Equal(0, arms.Single(arm => arm.Version == "stable" && arm.Generation == 2).Failures);
        Assert.Equal((1.0, 0.75), (arms.First(arm => arm.Version == "stable").Weight, arms.Last(arm => arm.Version == "stable").Weight));
    }

    [Fact]
    public void ReadCounters_ManyGenerations_KeepsNineAndLosesNothing()
    {
        Router router = new("shop");
        List<RouteDecision> late = [];
        for (int i = 0; i < 30; i++)
        {
            router.SetSplit(TwoVersions(1, 0));
            Report(router, default, Outcome.Success, Outcome.Failure, Outcome.Neither);
            late.Add(router.Pick());
        }

        late.ForEach(decision => router.Report(in decision, Outcome.Failure, Latency));

        RouterCounters counters = router.ReadCounters();
        Assert.Equal([.. Enumerable.Range(22, 9).Select(i => (long)i)], counters.Arms.Where(arm => arm.Version == "stable").Select(arm => arm.Generation));
        VersionTotals totals = counters.Totals.Single(t => t.Version == "stable");
        Assert.Equal((120, 60, 30, 120), (totals.Requests, totals.Failures, totals.Neither, totals.Latency.Count));
    }

    [Fact]
    public void ReadCounters_WhileReportsRunAndGenerationsFold_IsMonotoneAndConsistent()
    {
        const int threads = 2;
        const int reports = 40_000;
        Router router = WithSplit(TwoVersions(50, 50) with { Mode = SplitMode.Sticky });
        int running = threads;

        RunOnThreads(threads + 1, number =>
        {
            if (number < threads)
            {
                for (int i = 0; i < reports; i++)
                {
                    RouteDecision decision = i % 2 == 0 ? router.Begin(new RouteContext { StickyKey = (i % 4096).ToString() }) : router.Pick();
                    router.Report(in decision, i % 3 == 0 ? Outcome.Failure : Outcome.Success, Latency);
                }

                Interlocked.Decrement(ref running);
                return;
            }

            Dictionary<string, long> before = new(StringComparer.Ordinal);
            while (Volatile.Read(ref running) > 0)
            {
                router.SetSplit(TwoVersions(50, 50) with { Mode = SplitMode.Sticky });
                RouterCounters counters = router.ReadCounters();
                Assert.All(counters.Arms, arm => Assert.True(arm.Failures <= arm.Requests && arm.AnalysisFailures <= arm.AnalysisRequests));
                foreach (VersionTotals totals in counters.Totals)
                {
                    Assert.True(totals.Requests >= before.GetValueOrDefault(totals.Version));
                    before[totals.Version] = totals.Requests;
                }
            }
        });

        IReadOnlyList<VersionTotals> end = router.ReadCounters().Totals;
        Assert.Equal(threads * reports, end.Sum(totals => totals.Requests));
        Assert.Equal(threads * (reports + 2) / 3, end.Sum(totals => totals.Failures));
    }

    [Fact]
    public void ReadCounters_InstanceId_IsFreshForEachRouter()
    {
        Router one = new("shop");
        Router other = new("shop");

        Assert.False(one.ReadCounters().InstanceId == other.ReadCounters().InstanceId);
        Assert.Equal((one.InstanceId, "shop"), (one.ReadCounters().InstanceId, one.ReadCounters().Router));
    }

    private static void Report(Router router, in RouteContext context, params Outcome[] outcomes)
    {
        foreach (Outcome outcome in outcomes)
        {
            RouteDecision decision = router.Begin(in context);
            router.Report(in decision, outcome, Latency);
        }
    }
}
