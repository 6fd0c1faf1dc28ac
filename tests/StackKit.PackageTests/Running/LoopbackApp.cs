using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace StackKit.PackageTests.Running;

/// <summary>Web applications in this process, on a free port of the loopback address.</summary>
internal static class LoopbackApp
{
    public static WebApplicationBuilder CreateBuilder()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder;
    }

    /// <summary>Starts a service that answers every request with its version.</summary>
    public static async Task<WebApplication> StartUpstreamAsync(string version)
    {
        WebApplication app = CreateBuilder().Build();
        app.MapGet("/{**path}", () => $"version {version}");
        await app.StartAsync();
        return app;
    }

    public static Uri AddressOf(WebApplication app, string path) => new(new Uri(app.Urls.Single()), path);

    /// <summary>Describes, as configuration of YARP, a cluster <c>shop</c> with a destination of version 1 and one of version 2.</summary>
    public static Dictionary<string, string?> DescribeCluster(Uri one, Uri two) => new(StringComparer.Ordinal)
    {
        ["ReverseProxy:Routes:all:ClusterId"] = "shop",
        ["ReverseProxy:Routes:all:Match:Path"] = "{**path}",
        ["ReverseProxy:Clusters:shop:Destinations:a:Address"] = one.ToString(),
        ["ReverseProxy:Clusters:shop:Destinations:a:Metadata:Version"] = "1",
        ["ReverseProxy:Clusters:shop:Destinations:b:Address"] = two.ToString(),
        ["ReverseProxy:Clusters:shop:Destinations:b:Metadata:Version"] = "2",
    };
}
