using System.Reflection;
using StackKit.Deploy;
using Yarp.ReverseProxy.Configuration;

namespace BlueGreen;

/// <summary>The gateway that users reach: YARP with StackKit. Everything that an application would write in its Program.cs is in this file.</summary>
internal sealed class Gateway(WebApplication app, string dataDirectory) : IAsyncDisposable
{
    /// <summary>The version that fails its smoke test.</summary>
    public const string Broken = "2.1";

    public Uri Address { get; } = new(app.Urls.First());

    public Rollouts Rollouts { get; } = app.Services.GetRequiredService<Rollouts>();

    public static async Task<Gateway> StartAsync(CancellationToken cancellationToken)
    {
        string shop = Path.GetFullPath(typeof(Gateway).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "ShopPath").Value!);
        string data = Directory.CreateTempSubdirectory("blue-green-").FullName;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        builder.Services.AddReverseProxy().LoadFromMemory([new RouteConfig { RouteId = "all", ClusterId = "shop", Match = new RouteMatch { Path = "/{**path}" } }], []);
        builder.Services.AddSingleton<IRolloutHook>(new DelegateHook("smoke", SmokeAsync));
        builder.Services.AddStackKit()
            .AddYarp(yarp => yarp.AddCluster("shop"))
            .AddProcesses(processes =>
            {
                processes.DataDirectory = data;
                processes.Service("shop", service =>
                {
                    service.FileName = "dotnet";
                    service.Arguments.AddRange([shop, "--version", "{version}", "--urls", "{url}"]);
                    service.Versions[Broken] = new() { Arguments = [shop, "--version", "{version}", "--urls", "{url}", "--error", "1"] };
                });
            })
            .AddDeploy(deploy => deploy.Service("shop", Plan));

        WebApplication app = builder.Build();
        app.MapReverseProxy(proxy => proxy.UseStackKit());
        await app.StartAsync(cancellationToken);
        return new Gateway(app, data);
    }

    /// <summary>Stops the shop, then the gateway.</summary>
    public async ValueTask DisposeAsync()
    {
        IDeploymentTarget target = app.Services.GetServices<IDeploymentTarget>().First();
        foreach (TargetInstance instance in await target.ListInstancesAsync("shop", CancellationToken.None))
        {
            await target.RetireAsync(instance, new TargetOperation { Key = $"end/{instance.Id}", Service = "shop", Version = instance.Version }, CancellationToken.None);
        }

        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(dataDirectory, recursive: true);
    }

    private static void Plan(ServiceOptions service)
    {
        service.Instances = 2;
        service.Strategy = StrategyNames.BlueGreen;
        service.BakeTime = TimeSpan.FromMinutes(1);
        service.BlueGreen.PreviewHeaders["X-Preview"] = "green";
        service.BlueGreen.PrePromotion.Hooks.Add("smoke");
        service.BlueGreen.Gate = new GateOptions { Name = "switch", SecondPerson = true };
        service.Analysis.LatencyRollback = false;
    }

    // Orders something from each green process itself, while every user is still on blue.
    private static async ValueTask<HookResult> SmokeAsync(HookContext context, CancellationToken cancellationToken)
    {
        using HttpClient client = new();
        foreach (TargetInstance instance in context.Candidates)
        {
            using StringContent order = new("""{"product":"tea","quantity":1}""", System.Text.Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await client.PostAsync(new Uri(new Uri(instance.Address!), "orders"), order, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                return new HookResult(false, $"{instance.Id} answered an order with {(int)answer.StatusCode}");
            }
        }

        return new HookResult(true, $"{context.Candidates.Length} processes took an order");
    }
}
