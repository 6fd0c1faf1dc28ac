using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Choice;

public sealed class SplitEdgeTests
{
    public static TheoryData<SplitMode> Modes => [SplitMode.Exact, SplitMode.Random, SplitMode.Sticky];

    [Theory]
    [MemberData(nameof(Modes))]
    public void TryPick_NoSplit_IsFalse(SplitMode mode)
    {
        Router router = new("shop");
        router.SetPools([PoolOf("stable", "a")]);

        bool picked = router.TryPick(new RouteContext { StickyKey = mode.ToString() }, out RouteDecision decision);

        Assert.False(picked);
        Assert.True(decision.IsDefault);
        Assert.Equal(("", RouteReason.None, 0.0), (decision.Version, decision.Reason, decision.Weight));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void TryPick_AllWeightsZero_IsFalse(SplitMode mode)
    {
        Router router = WithSplit(TwoVersions(0, 0) with { Mode = mode });

        Assert.False(router.TryPick(new RouteContext { StickyKey = "alice" }, out _));
        Assert.False(router.TryPick(out _));
        Assert.False(router.TryBegin(out _));
        Assert.Throws<NoDestinationException>(() => router.Pick());
        Assert.Throws<NoDestinationException>(() => router.Begin());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Pick_WeightZero_ReceivesNothing(SplitMode mode)
    {
        Router router = WithSplit(new Split { Mode = mode, Arms = [new Arm("a", 0), new Arm("b", 1), new Arm("c", 0)] });

        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal("b", router.Pick(new RouteContext { StickyKey = $"user {i}" }).Version);
            Assert.Equal("b", router.Pick().Version);
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void TryPick_OtherVersionHasNoEndpoint_WeightZeroReceivesNothing(SplitMode mode)
    {
        Router router = new("shop");
        router.Apply(TwoVersions(100, 0) with { Mode = mode }, [PoolOf("stable"), PoolOf("candidate", "c")]);

        bool picked = router.TryPick(new RouteContext { StickyKey = "alice" }, out _);

        Assert.False(picked);
    }

    [Fact]
    public void Pick_WeightsNearTheLargestNumber_AreNormalised()
    {
        Router router = WithSplit(TwoVersions(double.MaxValue, double.MaxValue));

        int count = Count(router, 1000, "candidate");

        Assert.InRange(count, 495, 505);
        Assert.Equal(0.5, router.Pick().Weight);
    }

    [Property(MaxTest = 40)]
    public Property Pick_Random_FollowsShares()
    {
        Gen<int[]> weights = Gen.Choose(0, 9).ArrayOf(5).Where(w => w.Sum() > 0);
        return Prop.ForAll(weights.ToArbitrary(), w =>
        {
            Router router = WithSplit(new Split { Mode = SplitMode.Random, Arms = [.. w.Select((weight, i) => new Arm($"v{i}", weight))] });
            Dictionary<string, int> counts = Enumerable.Range(0, 20_000).Select(_ => router.Pick().Version).CountBy(v => v).ToDictionary(StringComparer.Ordinal);

            // Seven standard deviations of at most 71 on either side.
            return w.Select((weight, i) => Math.Abs(counts.GetValueOrDefault($"v{i}") - (20_000.0 * weight / w.Sum()))).All(deviation => deviation < 500);
        });
    }
}
