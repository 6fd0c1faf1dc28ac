using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackKit.Acceptance.Gateways.Watching;
using StackKit.Routing;
using StackKit.Routing.AspNetCore;
using Yarp.ReverseProxy.Configuration;

namespace StackKit.Acceptance.Gateways.Child;

/// <summary>The gateway that users reach, as an application would write it, and a port beside it for the test.</summary>
internal sealed class GatewayApp(WebApplication gateway, WebApplication control, Witness witness) : IAsyncDisposable
{
    public GatewayPorts Ports { get; } = new(new Uri(gateway.Urls.First()), new Uri(control.Urls.First()), gateway.Services.GetRequiredService<RouterSet>().GetOrAdd(GatewayServices.Service).InstanceId);

    public static async Task<GatewayApp> StartAsync(GatewaySettings settings)
    {
        Witness witness = new(settings.Witness);
        Trap trap = new(witness);
        WebApplicationBuilder builder = CreateBuilder();
        builder.Logging.AddProvider(new FileLog(settings.Log)).SetMinimumLevel(LogLevel.Warning).AddFilter("StackKit", LogLevel.Debug);
        GatewayServices.Add(builder.Services, settings)
            .AddYarp(yarp => yarp.AddCluster(GatewayServices.Service))
            .AddHttpRouting(http => http.StickyKey = RequestKeys.Header("X-User"));
        WatchedStore.Add(builder.Services, witness, trap);
        HeldDataPlane held = new();
        builder.Services.AddSingleton<ITrafficShifter>(held);
        builder.Services.AddReverseProxy().LoadFromMemory([new RouteConfig { RouteId = "all", ClusterId = GatewayServices.Service, Match = new RouteMatch { Path = "/{**path}" } }], []);
        WebApplication gateway = builder.Build();
        RoutedRequests routed = new();
        gateway.MapReverseProxy(proxy =>
        {
            proxy.UseStackKit();
            proxy.Use(routed.NoteAsync);
        });
        Router router = gateway.Services.GetRequiredService<RouterSet>().GetOrAdd(GatewayServices.Service);
        router.SplitChanged += changed => witness.Write("split", changed.Split!.Epoch, changed.Split.Generation);
        await gateway.StartAsync();

        WebApplicationBuilder operators = CreateBuilder();
        operators.Logging.ClearProviders();
        WebApplication control = operators.Build();
        new ControlPort(gateway.Services, held, routed, trap).Map(control);
        await control.StartAsync();
        return new GatewayApp(gateway, control, witness);
    }

    public async ValueTask DisposeAsync()
    {
        await control.DisposeAsync();
        await gateway.DisposeAsync();
        witness.Dispose();
    }

    private static WebApplicationBuilder CreateBuilder()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder;
    }
}
