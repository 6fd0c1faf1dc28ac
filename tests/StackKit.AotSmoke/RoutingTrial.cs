using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StackKit.Routing;

namespace StackKit.AotSmoke;

/// <summary>Chooses by weight, by key, by rule and from a pool, and counts.</summary>
internal static class RoutingTrial
{
    private const int Requests = 10_000;

    public static void Run(Report report)
    {
        SplitExactly(report);
        StickToVersions(report);
        FollowRules(report);
        SpreadOverAPool(report);
        ChangeThreeVersions(report);
        TryEveryPolicy(report);
        ReadConfiguration(report);
    }

    private static void SplitExactly(Report report)
    {
        Router router = Router.Create("exact", new Arm("v1", 90), new Arm("v2", 10));

        for (int i = 0; i < Requests; i++)
        {
            RouteDecision decision = router.Begin();
            router.Report(in decision, decision.Version == "v2" && i % 2 == 0 ? Outcome.Failure : Outcome.Success, TimeSpan.FromMilliseconds(5));
        }

        VersionTotals candidate = router.ReadCounters().Totals.Single(static totals => totals.Version == "v2");
        report.Expect("routing.exact.candidate", candidate.Requests, candidate.Requests is >= 995 and <= 1005);
        report.Expect("routing.exact.failures", candidate.Failures, candidate.Failures is > 400 and < 600);
        report.Expect("routing.exact.in-flight", router.GetInFlight("v2"), router.GetInFlight("v2") == 0);
    }

    private static void StickToVersions(Report report)
    {
        Router router = new("sticky");
        string[] before = Versions(router, candidate: 10);
        string[] after = Versions(router, candidate: 50);

        int left = before.Zip(after).Count(static pair => pair is { First: "v2", Second: "v1" });
        int joined = after.Count(static version => version == "v2");
        report.Expect("routing.sticky.left", left, left == 0);
        report.Expect("routing.sticky.joined", joined, joined is > 4_700 and < 5_300);
    }

    private static string[] Versions(Router router, double candidate)
    {
        router.SetSplit(new Split { Generation = (long)candidate, Mode = SplitMode.Sticky, Salt = "aot", Arms = [new Arm("v1", 100 - candidate), new Arm("v2", candidate)] });
        return [.. Enumerable.Range(0, Requests).Select(i => router.Pick(new RouteContext { StickyKey = $"user-{i}" }).Version)];
    }

    private static void FollowRules(Report report)
    {
        Router router = new("rules");
        router.SetSplit(new Split
        {
            Arms = [new Arm("v1", 100), new Arm("v2", 0)],
            Rules =
            [
                new RouteRule { Name = "testers", Version = "v2", Users = ["ana"] },
                new RouteRule { Name = "office", Version = "v2", Networks = ["10.1.0.0/16", "2001:db8::/32"] },
            ],
        });

        report.Expect("routing.rule.user", "v2", router.Pick(new RouteContext { User = "ana" }).Version);
        report.Expect("routing.rule.network", "office", router.Pick(new RouteContext { RemoteAddress = IPAddress.Parse("2001:db8::7") }).RuleName ?? "");
        report.Expect("routing.rule.nobody", "v1", router.Pick(new RouteContext { User = "ben", RemoteAddress = IPAddress.Parse("10.2.0.1") }).Version);
    }

    private static void SpreadOverAPool(Report report)
    {
        Router router = Router.Create("pool", new Arm("v1", 1));
        router.SetPools([new Pool("v1", [new Endpoint("a", "http://a/") { Weight = 3 }, new Endpoint("b", "http://b/"), new Endpoint("c", "http://c/") { Draining = true }])]);
        string[] chosen = [.. Enumerable.Range(0, Requests).Select(_ => router.Pick().Endpoint!.Id)];

        int heavy = chosen.Count(static id => id == "a");
        int draining = chosen.Count(static id => id == "c");
        report.Expect("routing.pool.heavy", heavy, heavy is > 7_200 and < 7_800);
        report.Expect("routing.pool.draining", draining, draining == 0);
    }

    private static void ChangeThreeVersions(Report report)
    {
        Router router = new("three");
        Split split = new() { Mode = SplitMode.Sticky, Salt = "aot", Arms = [new Arm("v1", 80), new Arm("v2", 10), new Arm("v3", 10)] };
        router.SetSplit(split);
        string[] before = Assign(router);
        router.SetSplit(split with { Arms = [new Arm("v1", 50), new Arm("v2", 10), new Arm("v3", 40)] });
        int moved = before.Zip(Assign(router)).Count(static pair => pair.First != pair.Second);
        Router late = new("late");
        late.SetSplit(router.Split! with { History = router.Split!.History!.Compact() });

        report.Expect("routing.three.moved", moved, moved is > 2_700 and < 3_300);
        report.Expect("routing.three.late-node", "agrees", Assign(late).SequenceEqual(Assign(router), StringComparer.Ordinal) ? "agrees" : "differs");
    }

    private static void TryEveryPolicy(Report report)
    {
        foreach (string policy in new[] { PoolPolicies.RoundRobin, PoolPolicies.PowerOfTwoChoices, PoolPolicies.LeastRequests, PoolPolicies.ConsistentHash })
        {
            Router router = Router.Create("policies", new Arm("v1", 1));
            router.SetPools([new Pool("v1", [new Endpoint("a", "a"), new Endpoint("b", "b")]) { Policy = policy }]);
            int first = Assign(router, static decision => decision.Endpoint!.Id).Count(static id => id == "a");

            report.Expect($"routing.policy.{policy}", first, first is > 4_700 and < 5_300);
        }
    }

    private static void ReadConfiguration(Report report)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["StackKit:Routing:Routers:shop:Mode"] = "Random",
            ["StackKit:Routing:Routers:shop:Weights:v1"] = "3",
            ["StackKit:Routing:Routers:shop:Rules:0:Name"] = "office",
            ["StackKit:Routing:Routers:shop:Rules:0:Version"] = "v1",
            ["StackKit:Routing:Routers:shop:Rules:0:Networks:0"] = "10.0.0.0/8",
            ["StackKit:Routing:Routers:shop:Pools:v1:Endpoints:a:Address"] = "http://10.0.0.1/",
            ["StackKit:Routing:Routers:shop:Pools:v1:Endpoints:a:Weight"] = "2.5",
        }).Build();
        ServiceCollection services = [];
        services.AddSingleton<IConfiguration>(configuration);
        services.AddStackKit().AddRouting();
        using ServiceProvider provider = services.BuildServiceProvider();
        Router router = provider.GetRequiredService<RouterSet>().GetOrAdd("shop");
        configuration["StackKit:Routing:Routers:shop:Weights:v2"] = "1";
        configuration.Reload();

        report.Expect("routing.configuration.mode", "Random", router.Split!.Mode.ToString());
        report.Expect("routing.configuration.rule", "office", router.Split.Rules[0].Name);
        report.Expect("routing.configuration.endpoint", "http://10.0.0.1/", router.Pools[0].Endpoints[0].Address);
        report.Expect("routing.configuration.reloaded", router.Split.Arms.Count, router.Split.Arms.Count == 2);
    }

    private static string[] Assign(Router router) => Assign(router, static decision => decision.Version);

    private static string[] Assign(Router router, Func<RouteDecision, string> read) => [.. Enumerable.Range(0, Requests).Select(i => read(router.Pick($"user-{i}")))];
}
