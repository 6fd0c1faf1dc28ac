using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Choice;

public sealed class ExactSplitTests
{
    [Fact]
    public void Pick_TenPercent_IsEightToTwelveOfTheFirstHundred()
    {
        for (int run = 0; run < 500; run++)
        {
            Router router = WithSplit(TwoVersions(90, 10));

            int count = Count(router, 100, "candidate");

            Assert.InRange(count, 8, 12);
        }
    }

    [Fact]
    public void Pick_TenPercentOverAThousand_DeviatesByAtMostThree()
    {
        for (int run = 0; run < 100; run++)
        {
            Router router = WithSplit(TwoVersions(90, 10));

            int count = Count(router, 1000, "candidate");

            Assert.InRange(count, 97, 103);
        }
    }

    [Fact]
    public void Pick_SplitReplacedEveryFivePicks_StillGivesTheCandidateItsShare()
    {
        Router router = WithSplit(TwoVersions(90, 10));
        int count = 0;

        for (int i = 0; i < 400; i++)
        {
            router.SetSplit(TwoVersions(90, 10));
            count += Count(router, 5, "candidate");
        }

        Assert.InRange(count, 195, 205);
    }

    [Fact]
    public void Pick_FirstOfManyRouters_IsUnbiased()
    {
        int count = 0;

        for (int run = 0; run < 4000; run++)
        {
            count += Count(WithSplit(TwoVersions(90, 10)), 1, "candidate");
        }

        // 400 expected, standard deviation 19: seven of them on either side.
        Assert.InRange(count, 267, 533);
    }

    [Fact]
    public void Pick_TwoRoutersForEachRequest_HangTogetherOnlyInAFewPairs()
    {
        int suspects = 0;

        for (int pair = 0; pair < 60; pair++)
        {
            Router first = WithSplit(TwoVersions(1, 1));
            Router second = WithSplit(TwoVersions(1, 1));
            int both = Enumerable.Range(0, 1000).Count(_ => first.Pick().Version == "candidate" & second.Pick().Version == "candidate");
            suspects += Math.Abs(both - 250) > 60 ? 1 : 0; // four standard deviations of independent choices
        }

        // One pair in 16 draws steps that meet soon: more than 25 of 60 do with a probability of 1e-14. With one step for all nearly every pair did.
        Assert.InRange(suspects, 0, 25);
    }

    [Property(MaxTest = 60)]
    public Property Pick_AnyWeights_FollowsSharesWithinAFewPicks()
    {
        Gen<int[]> weights = Gen.Choose(0, 20).ArrayOf().Where(w => w.Length is >= 1 and <= 16 && w.Sum() > 0);
        return Prop.ForAll(weights.ToArbitrary(), w =>
        {
            Router router = WithSplit(new Split { Arms = [.. w.Select((weight, i) => new Arm($"v{i}", weight))] });
            Dictionary<string, int> counts = Enumerable.Range(0, 2000).Select(_ => router.Pick().Version).CountBy(v => v).ToDictionary(StringComparer.Ordinal);

            return w.Select((weight, i) => Math.Abs(counts.GetValueOrDefault($"v{i}") - (2000.0 * weight / w.Sum()))).All(deviation => deviation < 8);
        });
    }

    [Fact]
    public void Pick_Exact_SaysWhy()
    {
        Router router = WithSplit(TwoVersions(3, 1));

        RouteDecision decision = router.Pick(new RouteContext { StickyKey = "alice" });

        Assert.Equal(RouteReason.Exact, decision.Reason);
        Assert.Equal(decision.Version == "stable" ? 0.75 : 0.25, decision.Weight);
        Assert.Equal((0, 1, 0UL), (decision.Epoch, decision.Generation, decision.KeyHash));
        Assert.Null(decision.Endpoint);
        Assert.Null(decision.RuleName);
    }
}
