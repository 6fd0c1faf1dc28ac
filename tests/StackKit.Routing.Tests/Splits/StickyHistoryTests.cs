using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Splits;

/// <summary>Sticky splits of three and more versions.</summary>
public sealed class StickyHistoryTests
{
    private const int Keys = 20_000;

    [Theory]
    [InlineData("90 5 5", "80 15 5", 0.1)]
    [InlineData("70 20 10", "10 20 70", 0.6)]
    [InlineData("1 1 1", "0 1 1", 1.0 / 3)]
    [InlineData("100 0 0", "80 10 10", 0.2)]
    public void SetSplit_NewWeights_MovesTheTotalVariationAndNobodyGivesAndTakes(string from, string to, double distance)
    {
        Router router = WithSplit(Sticky(from));
        string[] before = Assign(router);

        router.SetSplit(Sticky(to));

        string[] after = Assign(router);
        Assert.Equal(distance, before.Zip(after).Count(pair => pair.First != pair.Second) / (double)Keys, 0.012);
        string[] givers = [.. before.Zip(after).Where(pair => pair.First != pair.Second).Select(pair => pair.First).Distinct(StringComparer.Ordinal)];
        string[] takers = [.. before.Zip(after).Where(pair => pair.First != pair.Second).Select(pair => pair.Second).Distinct(StringComparer.Ordinal)];
        Assert.Empty(givers.Intersect(takers, StringComparer.Ordinal));
    }

    [Fact]
    public void SetSplit_WeightsOfBefore_RestoreTheirKeysHoweverManyStepsLieBetween()
    {
        Router router = WithSplit(Sticky("50 50 0"));
        string[] first = Assign(router);

        router.SetSplit(Sticky("50 0 50"));
        router.SetSplit(Sticky("0 50 50"));
        router.SetSplit(Sticky("5 5 0")); // the same shares

        Assert.Equal(first, Assign(router));
        Assert.Empty(router.Split!.History!.Steps);
    }

    [Fact]
    public void SetSplit_LateNode_AgreesByTheHistoryAndNotWithoutIt()
    {
        Router router = WithSplit(Sticky("60 30 10"));
        router.SetSplit(Sticky("20 50 30"));
        router.SetSplit(Sticky("40 10 50"));

        Assert.Equal(Assign(router), Assign(WithSplit(router.Split!)));
        Assert.Equal(Assign(router), Assign(WithSplit(router.Split! with { History = router.Split!.History!.Compact() })));
        Assert.NotEqual(Assign(router), Assign(WithSplit(Sticky("40 10 50"))));
    }

    [Fact]
    public void SetSplit_ThirdVersionJoins_KeepsWhoNeedNotMove()
    {
        Router router = WithSplit(Sticky("80 20"));
        string[] before = Assign(router);

        router.SetSplit(Sticky("70 20 10"));

        Assert.All(before.Zip(Assign(router)).Where(pair => pair.First != pair.Second), pair => Assert.Equal(("a", "c"), pair));
    }

    [Fact]
    public void SetSplit_VeryOften_KeepsTheHistoryShort()
    {
        Router router = WithSplit(Sticky("1 1 1"));

        for (int i = 2; i < 300; i++)
        {
            router.SetSplit(Sticky($"{i} 1 1"));
        }

        Assert.InRange(router.Split!.History!.Steps.Count, 1, 64);
        Assert.Equal(Assign(router), Assign(WithSplit(router.Split)));
    }

    [Fact]
    public void Halt_ThenNewSplit_GivesBackTheKeys()
    {
        Router router = WithSplit(Sticky("50 30 20"));
        string[] before = Assign(router);

        router.Halt("c");

        string[] halted = Assign(router);
        Assert.False(Array.Exists(halted, version => version == "c"));
        Assert.All(before.Zip(halted), pair => Assert.True(pair.First == pair.Second || pair.First == "c"));
        router.SetSplit(Sticky("50 30 20"));
        Assert.Equal(before, Assign(router));
    }

    [Theory]
    [InlineData("90 10", "80 20")]
    [InlineData("100 0", "0 100")]
    public void SetSplit_TwoVersions_NeedsNoHistory(string from, string to)
    {
        Router router = WithSplit(Sticky(from));

        router.SetSplit(Sticky(to));

        Assert.Equal(StickyHistory.Empty, router.Split!.History);
    }

    [Fact]
    public void SetSplit_AnotherSalt_BeginsAnew()
    {
        Router router = WithSplit(Sticky("1 1 1"));

        router.SetSplit(Sticky("2 1 1") with { Salt = "another" });

        Assert.Equal(StickyHistory.Empty, router.Split!.History);
    }

    private static Split Sticky(string weights) => new()
    {
        Mode = SplitMode.Sticky,
        Salt = "history",
        Arms = [.. weights.Split(' ').Select((weight, i) => new Arm($"{(char)('a' + i)}", int.Parse(weight)))],
    };

    private static string[] Assign(Router router) => [.. Enumerable.Range(0, Keys).Select(i => router.Pick($"user-{i}").Version)];
}
