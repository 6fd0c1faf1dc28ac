using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;

namespace StackKit.Routing.Yarp.Tests;

/// <summary>What a proxied request counts as, once.</summary>
public sealed class OutcomeTests
{
    [Theory]
    [InlineData(200, 0)]
    [InlineData(404, 0)]
    [InlineData(500, 1)]
    public async Task Report_Status_CountsOnce(int status, int failures)
    {
        await using Backend backend = await Backend.StartAsync("one", HttpProtocols.Http1, context => Answer.Status(context, status));
        await using Proxy proxy = await StartAsync(backend);

        using HttpResponseMessage response = await proxy.Client.GetAsync("/");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal((1, failures, 0), await proxy.ReadAsync("1", 1));
    }

    [Fact]
    public async Task Report_ConnectionRefused_CountsOneFailureOfTheRightVersion()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using Backend one = await Backend.StartAsync("one");
        await using Proxy proxy = await Proxy.StartOverConfigurationAsync(("a", one.Address, "1"), ("b", $"http://127.0.0.1:{port}/", "2"));
        proxy.SetWeights(0, 1);

        using HttpResponseMessage response = await proxy.Client.GetAsync("/");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal((1, 1, 0), await proxy.ReadAsync("2", 1));
        Assert.Equal((0, 0, 0), proxy.Read("1"));
    }

    [Fact]
    public async Task Report_DestinationBreaksOffInTheBody_CountsFailureThoughTheClientIsCutOff()
    {
        const int Requests = 20;
        await using Backend backend = await Backend.StartAsync("one", HttpProtocols.Http1, static async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using Proxy proxy = await StartAsync(backend);

        for (int i = 0; i < Requests; i++)
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => proxy.Client.GetStringAsync("/"));
        }

        Assert.Equal((Requests, Requests, 0), await proxy.ReadAsync("1", Requests));
    }

    [Fact]
    public async Task Report_ClientGoesAway_CountsNeither()
    {
        await using Backend backend = await Backend.StartAsync("one", HttpProtocols.Http1, WaitAsync);
        await using Proxy proxy = await StartAsync(backend);
        using CancellationTokenSource client = new();

        Task<HttpResponseMessage> request = proxy.Client.GetAsync("/", client.Token);
        await Condition.HoldsAsync(() => backend.Requests == 1);
        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal((1, 0, 1), await proxy.ReadAsync("1", 1));
    }

    [Fact]
    public async Task Report_ClientGoesAwayInTheBody_CountsNeither()
    {
        await using Backend backend = await Backend.StartAsync("one", HttpProtocols.Http1, static async context =>
        {
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            await WaitAsync(context);
        });
        await using Proxy proxy = await StartAsync(backend);

        HttpResponseMessage response = await proxy.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead);
        response.Dispose();

        Assert.Equal((1, 0, 1), await proxy.ReadAsync("1", 1));
    }

    [Fact]
    public async Task Report_RequestTimeout_CountsFailure()
    {
        await using Backend backend = await Backend.StartAsync("one", HttpProtocols.Http1, WaitAsync);
        await using Proxy proxy = await StartAsync(backend, Proxy.CatchAll with { Timeout = TimeSpan.FromMilliseconds(50) }, static app => app.UseRequestTimeouts());

        using HttpResponseMessage response = await proxy.Client.GetAsync("/");

        Assert.False(response.IsSuccessStatusCode);
        Assert.Equal((1, 1, 0), await proxy.ReadAsync("1", 1));
    }

    [Fact]
    public async Task Report_ClientGoesAwayUnderARequestTimeout_CountsNeither()
    {
        await using Backend backend = await Backend.StartAsync("one", HttpProtocols.Http1, WaitAsync);
        await using Proxy proxy = await StartAsync(backend, Proxy.CatchAll with { Timeout = TimeSpan.FromMinutes(5) }, static app => app.UseRequestTimeouts());
        using CancellationTokenSource client = new();

        Task<HttpResponseMessage> request = proxy.Client.GetAsync("/", client.Token);
        await Condition.HoldsAsync(() => backend.Requests == 1);
        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal((1, 0, 1), await proxy.ReadAsync("1", 1));
    }

    [Fact]
    public async Task Report_ActivityTimeout_CountsFailure()
    {
        await using Backend backend = await Backend.StartAsync("one", HttpProtocols.Http1, WaitAsync);
        await using Proxy proxy = await Proxy.StartOverPoolsAsync(static cluster => cluster with { HttpRequest = new() { ActivityTimeout = TimeSpan.FromMilliseconds(50) } });
        proxy.Router.SetPools([new Pool("1", [new Endpoint("a", backend.Address)])]);
        proxy.SetWeights(1, 0);

        using HttpResponseMessage response = await proxy.Client.GetAsync("/");

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal((1, 1, 0), await proxy.ReadAsync("1", 1));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("5", 0)]
    [InlineData("13", 1)]
    [InlineData("14", 1)]
    public async Task Report_GrpcStatusInTheTrailer_CountsThoughHttpSays200(string status, int failures)
    {
        await using Backend backend = await Backend.StartAsync("one", HttpProtocols.Http2, async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.WriteAsync("message");
            context.Response.AppendTrailer("grpc-status", status);
        });
        ClusterConfig cluster = new()
        {
            ClusterId = "shop",
            HttpRequest = new() { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact },
            Destinations = Destinations(backend),
        };
        await using Proxy proxy = await Proxy.StartAsync(HttpProtocols.Http2, reverse => reverse.LoadFromMemory([Proxy.CatchAll], [cluster]), static _ => { }, static _ => { });
        proxy.SetWeights(1, 0);
        using HttpRequestMessage request = new(HttpMethod.Post, "/") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Add("TE", "trailers");

        using HttpResponseMessage response = await proxy.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(status, response.TrailingHeaders.GetValues("grpc-status").Single());
        Assert.Equal((1, failures, 0), await proxy.ReadAsync("1", 1));
    }

    private static Task WaitAsync(HttpContext context) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

    private static Dictionary<string, DestinationConfig> Destinations(Backend backend) => new(StringComparer.Ordinal)
    {
        ["a"] = new DestinationConfig { Address = backend.Address, Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [YarpMetadata.Version] = "1" } },
    };

    private static Task<Proxy> StartAsync(Backend backend) => StartAsync(backend, Proxy.CatchAll, static _ => { });

    private static async Task<Proxy> StartAsync(Backend backend, RouteConfig route, Action<WebApplication> before)
    {
        ClusterConfig cluster = new() { ClusterId = "shop", Destinations = Destinations(backend) };
        Proxy proxy = await Proxy.StartAsync(HttpProtocols.Http1, reverse => reverse.LoadFromMemory([route], [cluster]), static _ => { }, before);
        proxy.SetWeights(1, 0);
        return proxy;
    }
}
