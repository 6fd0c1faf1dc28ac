using StackKit.Routing;

namespace StackKit.PackageTests.Snippets;

public sealed class RoutingSnippets
{
    [Fact]
    public void Routing_OneRequest_IsCounted()
    {
        // <snippet routing>
        Router router = Router.Create("shop", new Arm("v1", 90), new Arm("v2", 10));

        RouteDecision decision = router.Begin(new RouteContext { User = "alice" });
        // ... send the request to decision.Version, or to decision.Endpoint if the router has pools ...
        router.Report(in decision, Outcome.Success, TimeSpan.FromMilliseconds(12));
        // </snippet>

        VersionTotals totals = Assert.Single(router.ReadCounters().Totals, static totals => totals.Requests > 0);
        Assert.Equal((decision.Version, 1L, 0L), (totals.Version, totals.Requests, totals.Failures));
    }
}
