using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shop;
using StackKit.Deploy;
using Yarp.ReverseProxy.Configuration;

namespace StackKit.Acceptance.Sites;

/// <summary>Two real processes behind YARP.</summary>
internal sealed class YarpSite : ShopSite
{
    private readonly ShopProcess[] _processes;

    private YarpSite(WebApplication app, ShopProcess[] processes)
        : base(app) => _processes = processes;

    public static async Task<YarpSite> StartAsync(int seed, Action<ServiceOptions> configure, CancellationToken cancellationToken)
    {
        ShopProcess[] processes = await Task.WhenAll(ShopProcess.StartAsync("1", seed, cancellationToken), ShopProcess.StartAsync("2", seed + 1, cancellationToken));
        using Customers visitors = new(processes[0].Address);
        using Customers others = new(processes[1].Address);
        await Task.WhenAll(visitors.SendManyAsync(300, _ => null, cancellationToken), others.SendManyAsync(300, _ => null, cancellationToken)); // cold code is slow, and that is no fault
        WebApplicationBuilder builder = CreateBuilder(configure);
        builder.Services.AddStackKit().AddYarp();
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "shop", Match = new RouteMatch { Path = "/{**path}" } }],
            [new ClusterConfig { ClusterId = "shop", Destinations = new Dictionary<string, DestinationConfig>(StringComparer.Ordinal) { ["one"] = At(processes[0], "1"), ["two"] = At(processes[1], "2") } }]);
        WebApplication app = builder.Build();
        app.MapReverseProxy(proxy => proxy.UseStackKit());
        await app.StartAsync(cancellationToken);
        return new YarpSite(app, processes);
    }

    public override Task SetFaultAsync(string version, Fault fault, CancellationToken cancellationToken) =>
        ShopProcess.SetFaultAsync(_processes[version == "1" ? 0 : 1].Address, fault, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (ShopProcess process in _processes)
        {
            await process.DisposeAsync();
        }
    }

    private static DestinationConfig At(ShopProcess process, string version) =>
        new() { Address = process.Address.ToString(), Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["Version"] = version } };
}
