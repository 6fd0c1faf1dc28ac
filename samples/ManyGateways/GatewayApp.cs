using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackKit.Deploy;
using StackKit.Routing;
using Yarp.ReverseProxy.Configuration;

namespace ManyGateways;

/// <summary>One gateway process. Everything that an application would write in its Program.cs is in this file.</summary>
internal static class GatewayApp
{
    private static readonly TimeSpan s_tellInterval = TimeSpan.FromMilliseconds(200);

    public static async Task<int> RunAsync(string folder, string name, CancellationToken cancellationToken)
    {
        string shop = Path.GetFullPath(typeof(GatewayApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "ShopPath").Value!);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        builder.Services.AddReverseProxy().LoadFromMemory([new RouteConfig { RouteId = "all", ClusterId = "shop", Match = new RouteMatch { Path = "/shop/{**path}" }, Transforms = [new Dictionary<string, string>(StringComparer.Ordinal) { ["PathRemovePrefix"] = "/shop" }] }], []);
        builder.Services.AddHealthChecks().AddCheck<DeployHealthCheck>("stackkit-deploy");
        builder.Services.AddStackKit()
            .AddYarp(yarp => yarp.AddCluster("shop"))
            .AddSqliteStore(store => store.Path = Path.Combine(folder, "stackkit.db"))
            .AddProcesses(processes =>
            {
                processes.DataDirectory = Path.Combine(folder, "processes");
                processes.Service("shop", service =>
                {
                    service.FileName = "dotnet";
                    service.Arguments.AddRange([shop, "--version", "{version}", "--urls", "{url}"]);
                });
            })
            .AddDeploy(deploy =>
            {
                deploy.InstanceName = name;
                deploy.LeaseTime = TimeSpan.FromSeconds(2); // how long a gateway that was killed holds things up
                deploy.Service("shop", Plan);
            });

        WebApplication app = builder.Build();
        app.MapHealthChecks("/health"); // what a balancer asks before it sends anything to a gateway that has just started
        app.MapStackKitDeploy(); // closed to everybody but this machine while developing; choose a policy before you go anywhere else
        app.MapReverseProxy(proxy => proxy.UseStackKit());
        await app.StartAsync(cancellationToken);
        await TellAsync(app, name, cancellationToken);
        await app.StopAsync(CancellationToken.None);
        return 0;
    }

    private static void Plan(ServiceOptions service)
    {
        service.Instances = 2;
        service.Mode = SplitMode.Exact;
        service.BakeTime = TimeSpan.FromSeconds(2);
        service.Analysis.LatencyRollback = false; // four gateways on one machine take turns, which says nothing about the shop
        service.Canary.Steps.AddRange(
        [
            new StepOptions { Weight = 10 },
            new StepOptions { Analysis = new AnalysisStepOptions { MinDuration = TimeSpan.FromSeconds(8), MinCandidateRequests = 50, RequireEvidence = false } },
            new StepOptions { Weight = 50 },
            new StepOptions { Analysis = new AnalysisStepOptions { MinDuration = TimeSpan.FromSeconds(8), MinCandidateRequests = 200, RequireEvidence = false } },
        ]);
    }

    // Tells whoever started it how it stands, a line each time, and ends when nobody listens any more.
    private static async Task TellAsync(WebApplication app, string name, CancellationToken cancellationToken)
    {
        Rollouts rollouts = app.Services.GetRequiredService<Rollouts>();
        HealthCheckService health = app.Services.GetRequiredService<HealthCheckService>();
        Router router = app.Services.GetRequiredService<RouterSet>().GetOrAdd("shop");
        while (!cancellationToken.IsCancellationRequested)
        {
            string? leader = null;
            try
            {
                leader = await rollouts.GetLeaderAsync("shop", cancellationToken);
            }
            catch (StackKit.Coordination.StoreUnavailableException)
            {
                // shown as not leading
            }

            GatewayNews news = new(app.Urls.First(), (await health.CheckHealthAsync(cancellationToken)).Status != HealthStatus.Unhealthy, leader == name, router.Split?.Generation ?? 0, router.Split is Split split ? string.Join(", ", split.Arms.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Version}: {a.Weight:P0}"))) : "");
            try
            {
                await Console.Out.WriteLineAsync(JsonSerializer.Serialize(news));
            }
            catch (IOException)
            {
                return;
            }

            await Task.Delay(s_tellInterval, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
