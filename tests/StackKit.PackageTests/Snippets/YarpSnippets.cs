using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StackKit.PackageTests.Running;
using StackKit.Routing;

namespace StackKit.PackageTests.Snippets;

public sealed class YarpSnippets
{
    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Yarp_OneVersionHasAllWeight_ProxiesToThatVersion(string version)
    {
        await using WebApplication one = await LoopbackApp.StartUpstreamAsync("1");
        await using WebApplication two = await LoopbackApp.StartUpstreamAsync("2");
        WebApplicationBuilder builder = LoopbackApp.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(LoopbackApp.DescribeCluster(LoopbackApp.AddressOf(one, ""), LoopbackApp.AddressOf(two, "")));

        // <snippet routing-yarp>
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
        builder.Services.AddStackKit().AddYarp();
        // </snippet>

        await using WebApplication app = builder.Build();

        // <snippet routing-yarp>
        app.MapReverseProxy(proxy => proxy.UseStackKit());
        // </snippet>

        Router router = app.Services.GetRequiredService<RouterSet>().GetOrAdd("shop");
        router.SetSplit(new Split { Arms = [new Arm("1", version == "1" ? 1 : 0), new Arm("2", version == "2" ? 1 : 0)] });
        await app.StartAsync();
        using HttpClient client = new();
        string answer = await client.GetStringAsync(LoopbackApp.AddressOf(app, "price"));

        Assert.Equal($"version {version}", answer);
    }
}
