using static StackKit.Routing.Tests.Pools.PoolTesting;

namespace StackKit.Routing.Tests.Pools;

public sealed class ConsistentHashTests
{
    private const int Keys = 20_000;

    [Fact]
    public void Pick_SameKey_KeepsItsEndpointWhateverTheSplitAndTheOrder()
    {
        Pool pool = Pool(10);
        Router one = WithPool(pool);
        Router other = WithPool(pool with { Endpoints = [.. pool.Endpoints.Reverse()] });
        other.SetSplit(new Split { Mode = SplitMode.Sticky, Salt = "another", Arms = [new Arm("stable", 1)] });

        Assert.Equal(Assign(one), Assign(other));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    public void Pick_OneEndpointLess_MovesLittleMoreThanItsKeys(int endpoints)
    {
        Pool pool = Pool(endpoints);
        string[] before = Assign(WithPool(pool));
        string[] after = Assign(WithPool(pool with { Endpoints = [.. pool.Endpoints.Skip(1)] }));

        double moved = before.Zip(after).Count(pair => pair.First != pair.Second) / (double)Keys;

        Assert.InRange(moved, 0.9 / endpoints, (2.0 / endpoints) + 0.01);
    }

    [Fact]
    public void Pick_Weights_AreFollowed()
    {
        Endpoint[] endpoints = [new("a", "a") { Weight = 6 }, new("b", "b") { Weight = 3 }, new("c", "c")];
        string[] assigned = Assign(WithPool(new Pool("stable", endpoints) { Policy = PoolPolicies.ConsistentHash }));

        Assert.Equal(0.6, assigned.Count(id => id == "a") / (double)Keys, 0.02);
        Assert.Equal(0.3, assigned.Count(id => id == "b") / (double)Keys, 0.02);
    }

    [Fact]
    public void Pick_NoKey_IsRandom() => Assert.Equal(10, SharesOf(WithPool(Pool(10)), 2_000).Count);

    [Fact]
    public void Pick_VersionsAndEndpointsOfTheSameKey_AreIndependent()
    {
        Router router = new("shop");
        router.Apply(
            new Split { Mode = SplitMode.Sticky, Arms = [new Arm("stable", 50), new Arm("candidate", 50)] },
            [Pool(2), Pool(2) with { Version = "candidate", Endpoints = [new Endpoint("c0", "c0"), new Endpoint("c1", "c1")] }]);

        double first = Assign(router).Where(id => id[0] == 'c').Average(id => id == "c0" ? 1.0 : 0);

        Assert.Equal(0.5, first, 0.02);
    }

    private static string[] Assign(Router router) => [.. Enumerable.Range(0, Keys).Select(i => router.Pick($"user-{i}").Endpoint!.Id)];

    private static Pool Pool(int endpoints) => new("stable", [.. Enumerable.Range(0, endpoints).Select(i => new Endpoint($"e{i}", $"e{i}"))]) { Policy = PoolPolicies.ConsistentHash };
}
