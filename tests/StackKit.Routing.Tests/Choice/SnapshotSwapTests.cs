using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Choice;

public sealed class SnapshotSwapTests
{
    [Theory]
    [InlineData(SplitMode.Exact)]
    [InlineData(SplitMode.Random)]
    [InlineData(SplitMode.Sticky)]
    public void Pick_WhileSplitAndPoolsChange_NeverMixesTwoSnapshots(SplitMode mode)
    {
        const int updates = 5_000;
        Router router = new("shop");
        Publish(router, mode, 1);
        bool isOver = false;
        long picks = 0;

        RunOnThreads(3, number =>
        {
            if (number == 0)
            {
                for (int generation = 2; generation <= updates; generation++)
                {
                    Publish(router, mode, generation);
                }

                Volatile.Write(ref isOver, true);
                return;
            }

            long mine = 0;
            long last = 0;
            while (!Volatile.Read(ref isOver))
            {
                RouteDecision decision = router.Pick(new RouteContext { StickyKey = "alice" });
                Assert.Equal(decision.Version + decision.Generation, decision.Endpoint!.Id);
                Assert.Equal(ShareOf(decision.Version, decision.Generation), decision.Weight, 12);
                Assert.True(decision.Generation >= last);
                last = decision.Generation;
                mine++;
            }

            Interlocked.Add(ref picks, mine);
        });

        Assert.True(picks > 0);
        Assert.Equal(updates, router.Split!.Generation);
    }

    private static void Publish(Router router, SplitMode mode, long generation)
    {
        Split split = new() { Epoch = 1, Generation = generation, Mode = mode, Arms = [new Arm("a", WeightOf(generation)), new Arm("b", 100)] };
        Assert.True(router.Apply(split, [PoolOf("a", $"a{generation}"), PoolOf("b", $"b{generation}")]));
    }

    private static double WeightOf(long generation) => 1 + (generation % 97);

    private static double ShareOf(string version, long generation) => (version == "a" ? WeightOf(generation) : 100) / (100 + WeightOf(generation));
}
