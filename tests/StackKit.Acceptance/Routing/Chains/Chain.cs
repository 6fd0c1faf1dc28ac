using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using StackKit.Acceptance.Proxies;
using ShopRpc = StackKit.Acceptance.Proxies.Shop;

namespace StackKit.Acceptance.Routing.Chains;

/// <summary>Three services: A calls B by HTTP, B calls C by gRPC. Each passes the cookie of the user on, and its version nowhere by itself.</summary>
internal sealed class Chain : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly GrpcChannel _channel;

    private Chain(ChainService a, ChainService b, ChainService c, HttpClient http, GrpcChannel channel)
    {
        A = a;
        B = b;
        C = c;
        _http = http;
        _channel = channel;
    }

    public ChainService A { get; }

    public ChainService B { get; }

    public ChainService C { get; }

    /// <summary>Starts the services; half of the users are on v2 of A, a fifth on v2 of B, and half on v2 of C.</summary>
    public static async Task<Chain> StartAsync(int seed, ChainLink first, ChainLink others, CancellationToken cancellationToken)
    {
        HttpClient http = new(new SocketsHttpHandler { UseCookies = false });
        ChainService c = await ChainService.StartAsync("c", seed, others, HttpProtocols.Http2, static app => app.MapGrpcService<ChainEnd>(), cancellationToken);
        GrpcChannel channel = GrpcChannel.ForAddress(c.Address);
        ShopRpc.ShopClient end = new(channel);
        ChainService b = await ChainService.StartAsync("b", seed, others, HttpProtocols.Http1, app => app.Run(context => CallEndAsync(context, end)), cancellationToken);
        ChainService a = await ChainService.StartAsync("a", seed, first, HttpProtocols.Http1, app => app.Run(context => CallNextAsync(context, http, b.Address)), cancellationToken);
        if (first != ChainLink.Plain)
        {
            a.Split(50, 50);
        }

        b.Split(80, 20);
        c.Split(50, 50);
        return new Chain(a, b, c, http, channel);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _channel.Dispose();
        await A.DisposeAsync();
        await B.DisposeAsync();
        await C.DisposeAsync();
    }

    private static async Task CallNextAsync(HttpContext context, HttpClient http, Uri next)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, next);
        request.Headers.TryAddWithoutValidation("Cookie", context.Request.Headers.Cookie.ToString());
        using HttpResponseMessage response = await http.SendAsync(request, context.RequestAborted);
        string rest = await response.Content.ReadAsStringAsync(context.RequestAborted);
        await context.Response.WriteAsync($"{ChainService.VersionOf(context)} {rest}", context.RequestAborted);
    }

    private static async Task CallEndAsync(HttpContext context, ShopRpc.ShopClient end)
    {
        Metadata headers = new() { { "cookie", context.Request.Headers.Cookie.ToString() } };
        BuyReply reply = await end.BuyAsync(new BuyRequest(), headers, cancellationToken: context.RequestAborted);
        await context.Response.WriteAsync($"{ChainService.VersionOf(context)} {reply.Receipt}", context.RequestAborted);
    }
}
