using static StackKit.Routing.Tests.Pools.PoolTesting;
using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Pools;

public sealed class SubsetTests
{
    public static TheoryData<string> Policies => [.. AllPolicies];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Pick_Subset_GetsOnlyItsEndpoints(string policy)
    {
        Router router = WithPool(Pool("a:gold", "b:gold", "c:free", "d:") with { Policy = policy });

        Assert.Equal("a b", Receivers(router, "gold"));
        Assert.Equal("c", Receivers(router, "free"));
        Assert.Equal("a b c d", Receivers(router, ""));
    }

    [Theory]
    [InlineData(SubsetFallback.AnyEndpoint, "a b")]
    [InlineData(SubsetFallback.NoEndpoint, "")]
    public void Pick_UnknownSubset_FollowsTheFallback(SubsetFallback fallback, string expected)
    {
        Router router = WithPool(Pool("a:gold", "b:gold") with { SubsetFallback = fallback });

        Assert.Equal(expected, Receivers(router, "silver"));
    }

    [Fact]
    public void Pick_SubsetMostlyUnhealthy_PanicsForItself()
    {
        Pool pool = Pool("a:gold", "b:gold", "c:gold", "d:free", "e:free", "f:free", "g:free");
        pool = pool with { Endpoints = [.. pool.Endpoints.Select(e => e with { Healthy = e.Id is not ("a" or "b") })] };

        Router router = WithPool(pool);

        Assert.Equal("a b c", Receivers(router, "gold"));
        Assert.Equal("c d e f g", Receivers(router, ""));
    }

    private static string Receivers(Router router, string subset)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        for (int i = 0; i < 2_000; i++)
        {
            if (router.TryPick(new RouteContext { Subset = subset, StickyKey = $"user-{i}" }, out RouteDecision decision))
            {
                ids.Add(decision.Endpoint!.Id);
            }
        }

        return string.Join(' ', ids.Order(StringComparer.Ordinal));
    }

    private static Pool Pool(params string[] endpoints) => new("stable", [.. endpoints.Select(Parse)]) { SubsetLabel = "tier" };

    private static Endpoint Parse(string text)
    {
        string[] parts = text.Split(':');
        Endpoint endpoint = new(parts[0], parts[0]);
        return parts[1].Length == 0 ? endpoint : endpoint with { Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["tier"] = parts[1] } };
    }
}
