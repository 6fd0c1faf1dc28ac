using System.Reflection;
using StackKit.Deploy;
using StackKit.Routing;
using StackKit.Routing.AspNetCore;
using Yarp.ReverseProxy.Configuration;

namespace CanaryRelease;

/// <summary>The gateway that users reach: YARP with StackKit. Everything that an application would write in its Program.cs is in this file.</summary>
internal sealed class Gateway(WebApplication app, string dataDirectory) : IAsyncDisposable
{
    public Uri Address { get; } = new(app.Urls.First());

    public Rollouts Rollouts { get; } = app.Services.GetRequiredService<Rollouts>();

    public static async Task<Gateway> StartAsync(string strategy, CancellationToken cancellationToken)
    {
        string shop = typeof(Gateway).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "ShopPath").Value!;
        string data = Directory.CreateTempSubdirectory("canary-release-").FullName;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        builder.Services.AddReverseProxy().LoadFromMemory([new RouteConfig { RouteId = "all", ClusterId = "shop", Match = new RouteMatch { Path = "/{**path}" } }], []);
        builder.Services.AddStackKit()
            .AddYarp(yarp => yarp.AddCluster("shop"))
            .AddHttpRouting(http => http.StickyKey = RequestKeys.Header("X-User"))
            .AddProcesses(processes =>
            {
                processes.DataDirectory = data;
                processes.Service("shop", service => Start(service, Path.GetFullPath(shop)));
            })
            .AddDeploy(deploy => deploy.Service("shop", service => Plan(service, strategy)));

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

    private static void Start(StackKit.Deploy.Processes.ProcessServiceOptions service, string shop)
    {
        service.FileName = "dotnet";
        service.Arguments.AddRange([shop, "--version", "{version}", "--urls", "{url}"]);
        foreach (Release release in Release.All)
        {
            service.Versions[release.Version] = new() { Arguments = [shop, "--version", "{version}", "--urls", "{url}", .. release.Arguments] };
        }
    }

    private static void Plan(ServiceOptions service, string strategy)
    {
        service.Instances = 3;
        service.Mode = SplitMode.Sticky;
        service.Strategy = strategy;
        service.BakeTime = TimeSpan.FromSeconds(2);
        service.HarmBudget = 25;
        service.Analysis.PromoteMargin = 0.01;
        service.Analysis.LatencyRollbackRatio = 1.1; // a fresh process may be a little slower than one that has run for a while
        service.Analysis.WarmUp = TimeSpan.FromSeconds(3);
        service.Linear.StepWeight = 20;
        service.Linear.MaxWeight = 60;
        service.Linear.Interval = TimeSpan.FromSeconds(3);
        service.Canary.Steps.AddRange(
        [
            new StepOptions { Weight = 10 },
            new StepOptions { Analysis = new AnalysisStepOptions { MinDuration = TimeSpan.FromSeconds(4), MinCandidateRequests = 50, RequireEvidence = false } },
            new StepOptions { Weight = 50 },
            new StepOptions { Analysis = new AnalysisStepOptions { MinDuration = TimeSpan.FromSeconds(4) } },
        ]);
    }
}
