using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Choice;

public sealed class InheritedVersionTests
{
    private static readonly RouteRule s_deny = new() { Name = "deny", Version = "candidate", Effect = RuleEffect.Deny, Users = ["eve"] };
    private static readonly RouteRule s_allow = new() { Name = "allow", Version = "stable", Users = ["staff"] };

    [Theory]
    [InlineData(SplitMode.Exact)]
    [InlineData(SplitMode.Random)]
    [InlineData(SplitMode.Sticky)]
    public void Pick_InheritedVersionWithAWeight_IsTaken(SplitMode mode)
    {
        Router router = WithSplit(TwoVersions(99, 1) with { Mode = mode });

        RouteDecision[] decisions = [.. Enumerable.Range(0, 100).Select(i => router.Pick(new RouteContext { InheritedVersion = "candidate", StickyKey = $"user-{i}" }))];

        Assert.All(decisions, decision => Assert.Equal(("candidate", RouteReason.Inherited, 0UL), (decision.Version, decision.Reason, decision.KeyHash)));
    }

    [Theory]
    [InlineData("candidate", 0)] // of weight 0 a version receives nothing
    [InlineData("unknown", 1)]
    [InlineData("Candidate", 1)]
    public void Pick_InheritedVersionThatReceivesNothing_IsIgnored(string inherited, double weight)
    {
        Router router = WithSplit(TwoVersions(1, weight));

        RouteDecision[] decisions = [.. Enumerable.Range(0, 50).Select(_ => router.Pick(new RouteContext { InheritedVersion = inherited }))];

        Assert.All(decisions, decision => Assert.Equal(RouteReason.Exact, decision.Reason));
    }

    [Theory]
    [InlineData("eve", "stable")]
    [InlineData("staff", "stable")]
    [InlineData("anybody", "candidate")]
    public void Pick_InheritedVersion_GoesBehindTheRules(string user, string expected)
    {
        Router router = WithSplit(TwoVersions(50, 50) with { Rules = [s_deny, s_allow] });

        RouteDecision decision = router.Pick(new RouteContext { InheritedVersion = "candidate", User = user });

        Assert.Equal(expected, decision.Version);
    }

    [Fact]
    public void Report_InheritedVersion_IsCountedAsForced()
    {
        Router router = WithSplit(TwoVersions(50, 50));
        RouteDecision decision = router.Begin(new RouteContext { InheritedVersion = "candidate" });

        router.Report(in decision, Outcome.Failure, Latency);

        ArmCounters counters = CountersOf(router, "candidate");
        Assert.Equal((1, 1, 0, 0), (counters.ForcedRequests, counters.ForcedFailures, counters.AnalysisRequests, counters.AnalysisFailures));
    }

    [Fact]
    public void Pick_InheritedVersionHalted_IsIgnored()
    {
        Router router = WithSplit(TwoVersions(50, 50));
        router.Halt("candidate");

        Assert.Equal("stable", router.Pick(new RouteContext { InheritedVersion = "candidate" }).Version);
    }
}
