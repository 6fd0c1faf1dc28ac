using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Routers that are as they should be, and have nothing to give.</summary>
internal static class NothingToPick
{
    private static readonly Split s_one = new() { Arms = [new Arm("1", 1), new Arm("2", 0)] };
    private static readonly Endpoint s_endpoint = new("e", "http://10.0.0.1/");
    private static readonly Pool s_other = new("2", [new Endpoint("other", "http://10.0.0.2/")]);

    public static IEnumerable<(string Name, Router Router)> All()
    {
        yield return ("no split", new Router("nothing"));
        yield return ("no split, but pools", Create(null, s_other));
        foreach (SplitMode mode in Enum.GetValues<SplitMode>())
        {
            yield return ($"{mode}, all weights 0", Create(new Split { Mode = mode, Arms = [new Arm("1", 0), new Arm("2", 0), new Arm("3", 0)] }));
            foreach (string policy in new[] { PoolPolicies.Random, PoolPolicies.RoundRobin, PoolPolicies.PowerOfTwoChoices, PoolPolicies.LeastRequests, PoolPolicies.ConsistentHash })
            {
                Split split = s_one with { Mode = mode };
                yield return ($"{mode}, {policy}, no endpoints", Create(split, new Pool("1", []) { Policy = policy }, s_other));
                yield return ($"{mode}, {policy}, endpoints of weight 0", Create(split, new Pool("1", [s_endpoint with { Weight = 0 }]) { Policy = policy }, s_other));
                yield return ($"{mode}, {policy}, draining", Create(split, new Pool("1", [s_endpoint with { Draining = true }]) { Policy = policy }, s_other));
                yield return ($"{mode}, {policy}, unhealthy", Create(split, new Pool("1", [s_endpoint with { Healthy = false }]) { Policy = policy }, s_other));
            }

            Router halted = Create(s_one with { Mode = mode });
            halted.Halt("1");
            yield return ($"{mode}, halted", halted);
            yield return ($"{mode}, denied", Create(s_one with { Mode = mode, Rules = [new RouteRule { Name = "deny", Version = "1", Effect = RuleEffect.Deny, Users = ["somebody"] }] }));
            yield return ($"{mode}, allowed on an empty pool", Create(s_one with { Mode = mode, Rules = [new RouteRule { Name = "allow", Version = "2", Users = ["somebody"] }] }, new Pool("2", [])));
            yield return ($"{mode}, no budget", Create(s_one with { Mode = mode, Arms = [new Arm("1", 1) { FailureBudget = 0 }] }));
            yield return ($"{mode}, no such subset", Create(s_one with { Mode = mode }, new Pool("1", [s_endpoint]) { SubsetLabel = "tier", SubsetFallback = SubsetFallback.NoEndpoint }));
        }
    }

    /// <summary>Says what a router gave, or how it said that it has nothing; null when it said so as it should.</summary>
    public static string? Try(Router router)
    {
        RouteContext context = new() { StickyKey = "somebody", User = "somebody", Subset = "gold" };
        if (router.TryPick(in context, out RouteDecision picked) || router.TryBegin(in context, out picked) || !picked.IsDefault)
        {
            return $"gave {picked.Version}";
        }

        return Missing(() => router.Pick(new RouteContext { StickyKey = "somebody", User = "somebody", Subset = "gold" }))
            ?? Missing(() => router.Begin(new RouteContext { StickyKey = "somebody", User = "somebody", Subset = "gold" }))
            ?? (router.GetInFlight("1") + router.GetInFlight("2") + router.GetEndpointInFlight("e") == 0 ? null : "left something in flight");
    }

    private static string? Missing(Func<RouteDecision> choose)
    {
        try
        {
            return $"gave {choose().Version}";
        }
        catch (NoDestinationException)
        {
            return null;
        }
    }

    private static Router Create(Split? split, params Pool[] pools)
    {
        Router router = new("nothing");
        router.SetPools(pools);
        if (split is not null)
        {
            router.SetSplit(split);
        }

        return router;
    }
}
