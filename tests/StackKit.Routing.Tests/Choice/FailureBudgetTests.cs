using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Choice;

public sealed class FailureBudgetTests
{
    private static readonly Split s_split = new() { Arms = [new Arm("stable", 50), new Arm("candidate", 50) { FailureBudget = 3 }] };

    [Fact]
    public void Begin_BudgetInFlight_FallsBack()
    {
        Router router = WithSplit(s_split);

        List<RouteDecision> begun = [.. Enumerable.Range(0, 100).Select(_ => router.Begin())];

        Assert.Equal(3, begun.Count(decision => decision.Version == "candidate"));
        Assert.InRange(begun.Count(decision => decision.Reason == RouteReason.Fallback), 44, 50);
        Assert.Equal(3, router.GetInFlight("candidate"));
        Assert.Equal(0, CountersOf(router, "candidate").BudgetUsed);
    }

    [Theory]
    [InlineData(Outcome.Success, 0)]
    [InlineData(Outcome.Neither, 0)]
    [InlineData(Outcome.Failure, 3)]
    public void Report_AnyOutcome_KeepsOnlyFailures(Outcome outcome, int used)
    {
        Router router = WithSplit(s_split);

        for (int i = 0; i < 100; i++)
        {
            RouteDecision decision = router.Begin();
            router.Report(in decision, outcome, Latency);
        }

        ArmCounters counters = CountersOf(router, "candidate");
        Assert.Equal(used, counters.BudgetUsed);
        Assert.InRange(counters.Requests, used == 0 ? 48 : 3, used == 0 ? 52 : 3);
    }

    [Fact]
    public void Pick_Budget_NeverTakesTheVersion()
    {
        Router router = WithSplit(s_split);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal("stable", router.Pick().Version));
    }

    [Fact]
    public void Begin_AllowedVersionWithSpentBudget_IsSparedIt()
    {
        RouteRule rule = new() { Name = "testers", Version = "candidate", Users = ["alice"] };
        Router router = WithSplit(new Split { Arms = [new Arm("stable", 100), new Arm("candidate", 0) { FailureBudget = 0 }], Rules = [rule] });

        RouteDecision decision = router.Begin(new RouteContext { User = "alice" });

        Assert.Equal(("stable", RouteReason.Fallback), (decision.Version, decision.Reason));
    }

    [Fact]
    public void SetSplit_SameVersionAndBudget_DoesNotRefill()
    {
        Router router = WithSplit(s_split);
        Spend(router);

        router.SetSplit(s_split with { Arms = [new Arm("stable", 10), new Arm("candidate", 10) { FailureBudget = 3 }] });
        router.SetPools([PoolOf("stable", "s"), PoolOf("candidate", "c")]);
        router.Halt("nobody");

        Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal("stable", router.Begin().Version));
        Assert.Equal(3, CountersOf(router, "candidate").BudgetUsed);
    }

    [Fact]
    public void SetSplit_OtherBudget_StartsAnew()
    {
        Router router = WithSplit(s_split);
        Spend(router);

        router.SetSplit(s_split with { Arms = [new Arm("stable", 50), new Arm("candidate", 50) { FailureBudget = 5 }] });

        Assert.Equal(5, Enumerable.Range(0, 100).Count(_ => router.Begin().Version == "candidate"));
    }

    [Fact]
    public void TryFallBack_Budgeted_GivesTheReservationBack()
    {
        Router router = WithSplit(s_split);

        for (int i = 0; i < 100; i++)
        {
            RouteDecision decision = router.Begin();
            if (decision.Version == "candidate")
            {
                Assert.True(router.TryFallBack(in decision, out decision));
            }

            router.Report(in decision, Outcome.Failure, Latency);
        }

        Assert.Equal(0, CountersOf(router, "candidate").BudgetUsed);
        Assert.Equal(0, CountersOf(router, "candidate").Requests);
    }

    [Fact]
    public void Begin_EightThreadsAllFailing_NeverExceedsTheBudget()
    {
        const int budget = 100;
        Router router = WithSplit(new Split { Mode = SplitMode.Random, Arms = [new Arm("stable", 50), new Arm("candidate", 50) { FailureBudget = budget }] });
        int failures = 0;
        int inFlight = 0;
        int worst = 0;

        RunOnThreads(8, number =>
        {
            for (int i = 0; i < 5_000; i++)
            {
                RouteDecision decision = router.Begin();
                if (decision.Version != "candidate")
                {
                    router.Report(in decision, Outcome.Success, Latency);
                    continue;
                }

                // Counted inside the reservation: begun requests may all still fail.
                int possible = Interlocked.Increment(ref inFlight) + Volatile.Read(ref failures);
                InterlockedMax(ref worst, possible);
                bool fails = i % 16 == number;
                if (fails)
                {
                    Interlocked.Increment(ref failures);
                }

                Interlocked.Decrement(ref inFlight);
                router.Report(in decision, fails ? Outcome.Failure : i % 2 == 0 ? Outcome.Success : Outcome.Neither, Latency);
            }
        });

        ArmCounters counters = CountersOf(router, "candidate");
        Assert.Equal(failures, counters.BudgetUsed);
        Assert.Equal(budget, failures);
        Assert.InRange(worst, 1, budget);
        Assert.Equal(0, router.GetInFlight("candidate"));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value > seen)
        {
            int before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    private static void Spend(Router router)
    {
        for (int i = 0; i < 100; i++)
        {
            RouteDecision decision = router.Begin();
            router.Report(in decision, Outcome.Failure, Latency);
        }
    }
}
