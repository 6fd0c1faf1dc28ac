using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using StackKit.PackageTests.Running;
using StackKit.Routing;
using StackKit.Routing.AspNetCore;

namespace StackKit.PackageTests.Snippets;

public sealed class HttpRoutingSnippets
{
    [Theory]
    [InlineData("1", "10.5")]
    [InlineData("2", "20.5")]
    public async Task HttpRouting_OneVersionHasAllWeight_AnswersByThatVersion(string version, string expected)
    {
        WebApplicationBuilder builder = LoopbackApp.CreateBuilder();

        // <snippet routing-aspnetcore>
        builder.Services.AddStackKit().AddHttpRouting(o => o.StickyKey = RequestKeys.Cookie("uid"));
        builder.Services.AddKeyedScoped<IPrices, PricesV1>("1");
        builder.Services.AddKeyedScoped<IPrices, PricesV2>("2");
        // </snippet>

        await using WebApplication app = builder.Build();

        // <snippet routing-aspnetcore>
        app.UseStackKitRouting("shop");
        app.MapGet("/price", (HttpContext context) => context.GetRequiredVersionedService<IPrices>().Get());
        // </snippet>

        Router router = app.Services.GetRequiredService<RouterSet>().GetOrAdd("shop");
        router.SetSplit(new Split { Arms = [new Arm("1", version == "1" ? 1 : 0), new Arm("2", version == "2" ? 1 : 0)] });
        await app.StartAsync();
        using HttpClient client = new();
        string price = await client.GetStringAsync(LoopbackApp.AddressOf(app, "price"));

        Assert.Equal(expected, price);
    }

    [Theory]
    [InlineData("127.0.0.0/8", "2")]
    [InlineData("10.2.0.0/16", "1")]
    public async Task HttpRouting_VersionOfAServiceUpstream_IsFollowedIfItIsTrusted(string callers, string expected)
    {
        WebApplicationBuilder builder = LoopbackApp.CreateBuilder();

        // <snippet routing-propagation>
        builder.Services.AddStackKit().AddHttpRouting(o =>
        {
            o.Propagation.Enabled = true;
            o.Propagation.TrustedNetworks.Add("10.1.0.0/16");
        });
        // </snippet>

        builder.Services.Configure<HttpRoutingOptions>(o => o.Propagation.TrustedNetworks.Add(callers));
        await using WebApplication app = builder.Build();
        app.UseStackKitRouting("shop");
        app.MapGet("/version", static (HttpContext context) => context.GetRouteDecision().Version);
        app.Services.GetRequiredService<RouterSet>().GetOrAdd("shop").SetSplit(new Split { Arms = [new Arm("1", 1_000_000), new Arm("2", 1)] });
        await app.StartAsync();
        using HttpClient client = new();
        client.DefaultRequestHeaders.Add("baggage", "stackkit.version=2");
        string version = await client.GetStringAsync(LoopbackApp.AddressOf(app, "version"));

        Assert.Equal(expected, version);
    }
}
