using CustomPolicy;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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

    [Fact]
    public async Task Routing_InAnApplication_IsWrittenByConfiguration()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("StackKit:Routing:Routers:shop:Weights:v1", "1"), new("StackKit:Routing:Routers:shop:Pools:v1:Policy", "bounded-load"), new("StackKit:Routing:Routers:shop:Pools:v1:Endpoints:a:Address", "http://10.0.0.1/")]);

        // <snippet routing-di>
        builder.Services.AddStackKit().AddRouting();
        builder.Services.AddSingleton<IPoolPolicy, BoundedLoadPolicy>(); // a policy of your own, by its name
        // </snippet>

        using IHost app = builder.Build();
        await app.StartAsync();

        // <snippet routing-di>
        Router router = app.Services.GetRequiredService<RouterSet>().GetOrAdd("shop");
        // </snippet>

        Assert.Equal("a", router.Pick().Endpoint?.Id);
        await app.StopAsync();
    }
}
