using static StackKit.Routing.Tests.Pools.PoolTesting;

namespace StackKit.Routing.Tests.Pools;

public sealed class LocalityTests
{
    private static readonly RouterEnvironment s_here = new() { Region = "eu", Zone = "eu-1" };

    [Fact]
    public void Pick_Region_StaysInIt()
    {
        Router router = WithPool(Pool(LocalityPreference.Region, "a:eu:eu-1", "b:eu:eu-2", "c:us:us-1"), s_here);

        Assert.Equal("a b", Receivers(router));
    }

    [Fact]
    public void Pick_RegionMostlyUnhealthy_UsesAll()
    {
        Pool pool = Pool(LocalityPreference.Region, "a:eu:eu-1", "b:eu:eu-2", "c:eu:eu-3", "d:us:us-1", "e:us:us-1", "f:us:us-1");
        pool = pool with { Endpoints = [.. pool.Endpoints.Select(e => e with { Healthy = e.Id is not ("a" or "b") })] };

        Assert.Equal("c d e f", Receivers(WithPool(pool, s_here)));
    }

    [Theory]
    [InlineData("ap")]
    [InlineData(null)]
    public void Pick_NobodyInTheRegion_UsesAll(string? region)
    {
        Router router = WithPool(Pool(LocalityPreference.Region, "a:eu:eu-1", "c:us:us-1"), s_here with { Region = region });

        Assert.Equal("a c", Receivers(router));
    }

    [Fact]
    public void Pick_ZoneWithItsShare_StaysInIt()
    {
        Router router = WithPool(Pool(LocalityPreference.Zone, "a:eu:eu-1", "b:eu:eu-1", "c:eu:eu-2", "d:eu:eu-2"), s_here);

        Assert.Equal("a b", Receivers(router));
    }

    [Fact]
    public void Pick_ZoneWithLessThanItsShare_SpillsTheRestToWhereThereIsRoom()
    {
        // A third of the callers, a fifth of the endpoints: three fifths stay, and the rest goes to eu-2, which has twice what its own callers need.
        Router router = WithPool(Pool(LocalityPreference.Zone, "a:eu:eu-1", "b:eu:eu-2", "c:eu:eu-2", "d:eu:eu-2", "e:eu:eu-3"), s_here);

        Dictionary<string, double> shares = SharesOf(router);

        Assert.Equal(0.6, shares["a"], 0.02);
        Assert.Equal(0.4, shares["b"] + shares["c"] + shares["d"], 0.02);
        Assert.False(shares.ContainsKey("e"));
    }

    [Fact]
    public void Pick_CallersOfEveryZone_GiveEveryEndpointTheSame()
    {
        string[] endpoints = ["a:eu:eu-1", "b:eu:eu-2", "c:eu:eu-2", "d:eu:eu-2", "e:eu:eu-3"];
        Dictionary<string, double> sum = new(StringComparer.Ordinal);

        foreach (string zone in new[] { "eu-1", "eu-2", "eu-3" })
        {
            foreach ((string id, double share) in SharesOf(WithPool(Pool(LocalityPreference.Zone, endpoints), s_here with { Zone = zone })))
            {
                sum[id] = sum.GetValueOrDefault(id) + (share / 3);
            }
        }

        Assert.All(sum.Values, share => Assert.Equal(0.2, share, 0.02));
    }

    [Fact]
    public void Pick_CallersConcentratedHere_SpillsMore()
    {
        RouterEnvironment crowded = s_here with { ZoneCallerShare = 1 };
        Router router = WithPool(Pool(LocalityPreference.Zone, "a:eu:eu-1", "b:eu:eu-2"), crowded);

        Assert.Equal(0.5, SharesOf(router)["a"], 0.02);
    }

    private static Pool Pool(LocalityPreference locality, params string[] endpoints) => new("stable", [.. endpoints.Select(Parse)]) { Locality = locality };

    private static Endpoint Parse(string text)
    {
        string[] parts = text.Split(':');
        return new Endpoint(parts[0], parts[0]) { Region = parts[1], Zone = parts[2] };
    }
}
