using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Sites;
using StackKit.Deploy.Processes;

namespace StackKit.Acceptance.Gateways;

/// <summary>What every process that shares a store has in common: the store, the shop's processes and how it is released.</summary>
internal static class GatewayServices
{
    public const string Service = "shop";
    public const string Hook = "count";

    private const string Start = "printf '%s\\n' \"$STACKKIT_INSTANCE\" >>\"$0\"; exec dotnet \"$@\"";
    private const string Count = "sleep 0.1; printf '%s\\n' \"$STACKKIT_OPERATION_KEY\" >>\"$0\"";

    public static IStackKitBuilder Add(IServiceCollection services, GatewaySettings settings)
    {
        IStackKitBuilder stackKit = services.AddStackKit()
            .AddSqliteStore(store => store.Path = settings.Store)
            .AddDeploy(deploy =>
            {
                deploy.InstanceName = settings.Name;
                deploy.LeaseTime = settings.LeaseTime;
                deploy.Service(Service, service => GatewayPlans.Apply(settings.Plan, service));
            });
        if (settings.Processes)
        {
            stackKit.AddProcesses(processes =>
                {
                    processes.DataDirectory = settings.Data;
                    processes.Service(Service, service => Launch(service, settings));
                })
                .AddCommandHook(Hook, hook =>
                {
                    hook.FileName = "/bin/sh";
                    hook.Arguments.AddRange(["-c", Count, settings.Hooks]);
                    hook.DataDirectory = Path.Combine(settings.Folder, "hooks");
                });
        }

        return stackKit;
    }

    private static void Launch(ProcessServiceOptions service, GatewaySettings settings)
    {
        string[] arguments = ["-c", Start, settings.Starts, ShopProcess.Assembly, "--cluster", settings.Mark, "--version", "{version}", "--urls", "{url}"];
        service.FileName = "/bin/sh";
        service.Arguments.AddRange(arguments);
        foreach ((string version, double error) in settings.Errors)
        {
            service.Versions[version] = new ProcessVersionOptions { Arguments = [.. arguments, "--error", error.ToString("R")] };
        }
    }
}
