using System.Net;
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
}
