using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Writers;

public sealed class WriterTests
{
    [Theory]
    [InlineData(5, 7, true)]
    [InlineData(6, 0, true)]
    [InlineData(5, 6, false)]
    [InlineData(5, 5, false)]
    [InlineData(4, 100, false)]
    public void SetSplit_EpochAndGeneration_MustBeNewer(long epoch, long generation, bool expected)
    {
        Router router = WithSplit(TwoVersions(1, 1) with { Epoch = 5, Generation = 6 });
        long before = router.SnapshotVersion;

        bool set = router.SetSplit(TwoVersions(3, 1) with { Epoch = epoch, Generation = generation });

        Assert.Equal(expected, set);
        Assert.Equal(expected ? before + 1 : before, router.SnapshotVersion);
        Assert.Equal(expected ? 3 : 1, router.Split!.Arms[0].Weight);
    }

    [Fact]
    public void SetSplit_Unnumbered_IsNumberedNext()
    {
        Router router = WithSplit(TwoVersions(1, 1) with { Epoch = 5, Generation = 6 });

        router.SetSplit(TwoVersions(1, 1));

        Assert.Equal((5, 7), (router.Split!.Epoch, router.Split.Generation));
        Assert.Equal(7, router.Pick().Generation);
    }

    [Fact]
    public void Apply_OldSplit_LeavesThePoolsAlone()
    {
        Router router = new("shop");
        router.Apply(TwoVersions(1, 0) with { Epoch = 2 }, [PoolOf("stable", "a")]);

        bool applied = router.Apply(TwoVersions(1, 0) with { Epoch = 1 }, [PoolOf("stable", "b")]);

        Assert.False(applied);
        Assert.Equal("a", router.Pick().Endpoint!.Id);
    }

    [Fact]
    public void SetSplit_CallerChangesItsListAfterwards_NothingChanges()
    {
        List<Arm> arms = [new("stable", 1), new("candidate", 0)];
        Router router = WithSplit(new Split { Arms = arms });

        arms[0] = new Arm("other", 1);
        router.SetPools([]);

        Assert.Equal("stable", router.Pick().Version);
        Assert.Equal("stable", router.Split!.Arms[0].Version);
    }

    [Fact]
    public void Halt_Version_ReceivesNothingUntilANewerSplit()
    {
        RouteRule rule = new() { Name = "testers", Version = "candidate", Users = ["alice"] };
        Router router = WithSplit(TwoVersions(50, 50) with { Rules = [rule] });

        router.Halt("candidate");

        Assert.True(router.IsHalted("candidate"));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal("stable", router.Pick(new RouteContext { User = "alice" }).Version));
        Assert.Equal(1, router.Pick().Weight);
        router.SetPools([PoolOf("stable", "a")]);
        Assert.True(router.IsHalted("candidate"));
        router.SetSplit(router.Split! with { Generation = router.Split!.Generation + 1 });
        Assert.False(router.IsHalted("candidate"));
        Assert.Equal("candidate", router.Pick(new RouteContext { User = "alice" }).Version);
    }

    [Fact]
    public void Halt_LastVersion_LeavesNothingToPick()
    {
        Router router = WithSplit(TwoVersions(50, 50));

        router.Halt("candidate");
        router.Halt("stable");

        Assert.False(router.TryPick(out _));
    }

    [Fact]
    public void Events_AfterPublication_SeeTheNewState()
    {
        Router router = new("shop");
        List<string> seen = [];
        router.SplitChanged += r => seen.Add($"split {r.Split!.Generation}");
        router.PoolsChanged += r => seen.Add($"pools {r.Pools.Count}");

        router.SetSplit(TwoVersions(1, 1));
        router.SetPools([PoolOf("stable", "a")]);
        router.Apply(TwoVersions(1, 1), []);
        router.Halt("stable");
        router.Halt("stable");

        Assert.Equal("split 1, pools 1, split 2, pools 0, split 2", string.Join(", ", seen));
    }

    [Fact]
    public void Create_Arms_PicksAtOnce()
    {
        Router router = Router.Create("shop", new Arm("v1", 90), new Arm("v2", 10));

        Assert.InRange(Count(router, 100, "v2"), 8, 12);
    }
}
