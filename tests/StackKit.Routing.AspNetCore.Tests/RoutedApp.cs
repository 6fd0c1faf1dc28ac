using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StackKit.Routing.AspNetCore.Tests;

/// <summary>A real server on a port of its own, with the router <c>shop</c>, and a client that never repeats a request.</summary>
internal sealed class RoutedApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RoutedApp(WebApplication app)
    {
        _app = app;
        Router = app.Services.GetRequiredService<RouterSet>().GetOrAdd("shop");
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public Router Router { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a server whose whole pipeline the caller writes.</summary>
    public static Task<RoutedApp> StartAsync(Action<WebApplication> pipeline) => StartAsync(static _ => { }, static _ => { }, pipeline);

    public static async Task<RoutedApp> StartAsync(Action<HttpRoutingOptions> options, Action<IServiceCollection> services, Action<WebApplication> pipeline)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.None));
        builder.Services.AddRoutingCore();
        builder.Services.AddRequestTimeouts();
        builder.Services.AddStackKit().AddHttpRouting(options);
        services(builder.Services);
        WebApplication app = builder.Build();
        pipeline(app);
        await app.StartAsync();
        return new RoutedApp(app);
    }

    /// <summary>Sends everything to version 1.</summary>
    public void RouteToOne() => Router.SetSplit(new Split { Arms = [new Arm("1", 1)] });

    /// <summary>Waits until every request has been reported, and reads what was counted for version 1.</summary>
    public async Task<ArmCounters> ReadAsync(long requests)
    {
        await Condition.HoldsAsync(() => Read().Requests >= requests && Router.GetInFlight("1") == 0);
        return Read();
    }

    public ArmCounters Read() => Router.ReadCounters().Arms.Single(arm => arm.Version == "1");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
