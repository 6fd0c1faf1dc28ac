using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shop;
using StackKit.Deploy;
using Yarp.ReverseProxy.Configuration;

namespace StackKit.Acceptance.Sites;

/// <summary>A shop whose processes are started, upgraded and stopped by the process target, behind YARP.</summary>
internal sealed class ProcessSite : ShopSite
{
    private readonly string _data;

    private ProcessSite(WebApplication app, string data)
        : base(app)
    {
        _data = data;
        Target = app.Services.GetServices<IDeploymentTarget>().First();
    }

    public IDeploymentTarget Target { get; }

    /// <summary>Starts the site and releases version 1 with so many instances.</summary>
    public static async Task<ProcessSite> StartAsync(int instances, Action<ServiceOptions> configure, Action<IStackKitBuilder> extend, CancellationToken cancellationToken)
    {
        string data = Directory.CreateTempSubdirectory("stackkit-acceptance-").FullName;
        WebApplicationBuilder builder = CreateBuilder(service =>
        {
            service.StableVersion = null;
            service.Instances = instances;
            configure(service);
        });
        IStackKitBuilder stackKit = builder.Services.AddStackKit()
            .AddYarp(yarp => yarp.AddCluster("shop"))
            .AddProcesses(processes =>
            {
                processes.DataDirectory = data;
                processes.Service("shop", service =>
                {
                    service.FileName = "dotnet";
                    service.Arguments.AddRange([ShopProcess.Assembly, "--version", "{version}", "--urls", "{url}"]);
                });
            });
        extend(stackKit);
        builder.Services.AddReverseProxy().LoadFromMemory([new RouteConfig { RouteId = "all", ClusterId = "shop", Match = new RouteMatch { Path = "/{**path}" } }], []);
        WebApplication app = builder.Build();
        app.MapReverseProxy(proxy => proxy.UseStackKit());
        await app.StartAsync(cancellationToken);
        ProcessSite site = new(app, data);
        string first = await site.Rollouts.StartAsync("shop", "1", "ana", "the first", cancellationToken);
        RolloutState state = await site.Rollouts.WaitAsync("shop", first, cancellationToken);
        return state.Phase == RolloutPhase.Succeeded ? site : throw new InvalidOperationException($"Version 1 did not start: {state.Reason?.Text}");
    }

    public override async Task SetFaultAsync(string version, Fault fault, CancellationToken cancellationToken)
    {
        foreach (TargetInstance instance in (await Target.ListInstancesAsync("shop", cancellationToken)).Where(i => i.Version == version))
        {
            await ShopProcess.SetFaultAsync(new Uri(instance.Address!), fault, cancellationToken);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (TargetInstance instance in await Target.ListInstancesAsync("shop", CancellationToken.None))
        {
            await Target.RetireAsync(instance, new TargetOperation { Key = $"end/{instance.Id}", Service = "shop", Version = instance.Version }, CancellationToken.None);
        }

        await base.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}
