using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Choice;

public sealed class FallBackTests
{
    [Fact]
    public void TryFallBack_FromTheLighter_TakesTheHeaviestAndMovesTheFlight()
    {
        Router router = WithSplit(new Split { Arms = [new Arm("a", 20), new Arm("b", 50), new Arm("c", 30)] });
        RouteDecision taken = BeginUntil(router, "a");

        bool fell = router.TryFallBack(in taken, out RouteDecision other);

        Assert.True(fell);
        Assert.Equal(("b", RouteReason.Fallback), (other.Version, other.Reason));
        Assert.Equal((0, 1), (router.GetInFlight("a"), router.GetInFlight("b")));
        router.Report(in other, Outcome.Success, Latency);
        Assert.Equal(0, router.GetInFlight("b"));
        Assert.Equal((0, 1), (Counted(router, "a"), Counted(router, "b")));
        Assert.Equal(0, CountersOf(router, "b").AnalysisRequests);
    }

    [Fact]
    public void TryFallBack_FromTheHeaviest_ChangesNothing()
    {
        Router router = WithSplit(TwoVersions(60, 40));
        RouteDecision taken = BeginUntil(router, "stable");

        bool fell = router.TryFallBack(in taken, out RouteDecision other);

        Assert.False(fell);
        Assert.True(other.IsDefault);
        Assert.Equal(1, router.GetInFlight("stable"));
    }

    [Fact]
    public void TryFallBack_EqualWeight_IsAllowed()
    {
        Router router = WithSplit(TwoVersions(50, 50));
        RouteDecision taken = BeginUntil(router, "stable");

        Assert.True(router.TryFallBack(in taken, out RouteDecision other));
        Assert.Equal("candidate", other.Version);
    }

    [Fact]
    public void TryFallBack_ThreeOfEqualWeight_TriesEachOnceAlsoAfterANewSplit()
    {
        Router router = WithSplit(new Split { Arms = [new Arm("a", 1), new Arm("b", 1), new Arm("c", 1)] });
        RouteDecision first = router.Begin();

        Assert.True(router.TryFallBack(in first, out RouteDecision second));
        router.SetSplit(new Split { Arms = [new Arm("0", 0), new Arm("a", 1), new Arm("b", 1), new Arm("c", 1)] });
        Assert.True(router.TryFallBack(in second, out RouteDecision third));
        Assert.False(router.TryFallBack(in third, out _));

        Assert.Equal("a b c", string.Join(' ', new[] { first.Version, second.Version, third.Version }.Order(StringComparer.Ordinal)));
        router.Report(in third, Outcome.Success, Latency);
        Assert.Equal(0, router.GetInFlight("a") + router.GetInFlight("b") + router.GetInFlight("c"));
    }

    [Fact]
    public void Release_BegunDecision_IsNeitherInFlightNorCounted()
    {
        Router router = WithSplit(TwoVersions(1, 0));
        RouteDecision decision = router.Begin();

        router.Release(in decision);

        Assert.Equal((0, 0), (router.GetInFlight("stable"), Counted(router, "stable")));
    }

    [Fact]
    public void TryFallBack_AfterAnAllowRule_IsFalse()
    {
        RouteRule rule = new() { Name = "testers", Version = "candidate", Users = ["alice"] };
        Router router = WithSplit(TwoVersions(90, 10) with { Rules = [rule] });
        RouteDecision taken = router.Begin(new RouteContext { User = "alice" });

        Assert.False(router.TryFallBack(in taken, out _));
    }

    [Fact]
    public void TryFallBack_OtherVersionDenied_IsFalseAlsoAfterANewSplit()
    {
        RouteRule rule = new() { Name = "not-stable", Version = "stable", Effect = RuleEffect.Deny, Users = ["alice"] };
        Split split = TwoVersions(90, 10) with { Rules = [rule] };
        Router router = WithSplit(split);
        RouteDecision taken = router.Begin(new RouteContext { User = "alice" });
        router.SetSplit(split with { Arms = [new Arm("added", 0), .. split.Arms] });

        Assert.Equal("candidate", taken.Version);
        Assert.False(router.TryFallBack(in taken, out _));
    }

    [Fact]
    public void TryFallBack_SameVariableForBoth_MovesTheFlight()
    {
        Router router = WithSplit(TwoVersions(90, 10));
        RouteDecision decision = BeginUntil(router, "candidate");

        bool fell = router.TryFallBack(in decision, out decision);

        Assert.True(fell);
        Assert.Equal((1, 0), (router.GetInFlight("stable"), router.GetInFlight("candidate")));
    }

    [Fact]
    public void TryFallBack_DecisionOfAnotherRouter_Throws()
    {
        RouteDecision foreign = WithSplit(TwoVersions(1, 1)).Pick();
        Router router = WithSplit(TwoVersions(1, 1));

        Assert.Throws<ArgumentException>("taken", () => router.TryFallBack(in foreign, out _));
        Assert.Throws<ArgumentException>("decision", () => router.Report(in foreign, Outcome.Success, Latency));
        Assert.Throws<ArgumentException>("decision", () => router.Report(default, Outcome.Success, Latency));
    }

    private static long Counted(Router router, string version) => CountersOf(router, version).Requests - CountersOf(router, version).Neither;

    private static RouteDecision BeginUntil(Router router, string version)
    {
        for (int i = 0; i < 1000; i++)
        {
            RouteDecision decision = router.Begin();
            if (decision.Version == version)
            {
                return decision;
            }

            router.Report(in decision, Outcome.Neither, Latency);
        }

        throw new InvalidOperationException($"{version} was never chosen.");
    }
}
