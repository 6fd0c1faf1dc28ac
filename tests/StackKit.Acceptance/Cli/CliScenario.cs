using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackKit.Acceptance.Harness;
using StackKit.Deploy;

namespace StackKit.Acceptance.Cli;

/// <summary>The tool against a real gateway, driven by a shell script.</summary>
public sealed class CliScenario : IScenario
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    public string Id => "P-CLI";

    public string Statement => "A shell script drives whole releases through the tool, one promoted and one aborted, and checks 20 or more broken plans; every exit code and every JSON document is as documented.";

    public bool Quick => true;

    private static string Folder => typeof(CliScenario).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "CliScriptPath").Value!;

    private static string Tool => Path.GetFullPath(typeof(CliScenario).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "CliPath").Value!);

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using WebApplication gateway = await StartAsync(cancellationToken);
        (int exitCode, string[] output) = await RunScriptAsync(new Uri(gateway.Urls.First()), cancellationToken);

        foreach (string line in output.Where(l => !l.StartsWith("ok ", StringComparison.Ordinal)))
        {
            run.Note(line);
        }

        string last = output.LastOrDefault(l => l.StartsWith("checks=", StringComparison.Ordinal)) ?? "checks=0 failed=0 plans=0";
        Dictionary<string, int> figures = last.Split(' ').Select(f => f.Split('=')).ToDictionary(f => f[0], f => int.Parse(f[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        foreach ((string name, int value) in figures)
        {
            run.Figure(name, value);
        }

        run.Check(exitCode == 0, $"the script ended with {exitCode}");
        run.Check(figures["checks"] >= 100, $"only {figures["checks"]} checks were made");
        run.Check(figures["plans"] >= 20, $"only {figures["plans"]} broken plans were tried");
        await CheckAuditAsync(run, gateway.Services.GetRequiredService<Rollouts>(), cancellationToken);
    }

    // What the tool was told to do must have been done, by whom the token says.
    private static async Task CheckAuditAsync(ScenarioRun run, Rollouts rollouts, CancellationToken cancellationToken)
    {
        IReadOnlyList<RolloutState> history = await rollouts.GetHistoryAsync("shop", cancellationToken);
        run.Check(history.Select(s => s.Phase).Order().SequenceEqual([RolloutPhase.Succeeded, RolloutPhase.RolledBack]), $"the history is {string.Join(", ", history.Select(s => s.Phase))}");
        run.Check(history.All(s => s.Rollout.Actor == TokenHandler.Actor), "somebody else is named in the audit trail");
    }

    private static async Task<WebApplication> StartAsync(CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthentication(TokenHandler.Scheme).AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.Scheme, null);
        builder.Services.AddAuthorizationBuilder().AddPolicy("release", policy => policy.RequireAuthenticatedUser());
        builder.Services.AddStackKit().AddDeploy(options => options.Service("shop", service =>
        {
            service.StableVersion = "1";
            service.BakeTime = TimeSpan.Zero;
            service.Canary.Steps.AddRange(
            [
                new StepOptions { Weight = 10 },
                new StepOptions { Gate = new GateOptions { Name = "go" } },
                new StepOptions { Weight = 50 },
                new StepOptions { Pause = TimeSpan.FromMinutes(30) },
            ]);
        }));
        WebApplication gateway = builder.Build();
        gateway.UseAuthentication();
        gateway.UseAuthorization();
        gateway.MapStackKitDeploy().RequireAuthorization("release");
        await gateway.StartAsync(cancellationToken);
        return gateway;
    }

    private static async Task<(int ExitCode, string[] Output)> RunScriptAsync(Uri gateway, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new("bash", [Path.Combine(Folder, "release.sh"), "shop", "2", "3", "dotnet", Tool]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["STACKKIT_SERVER"] = gateway.ToString();
        start.Environment["STACKKIT_TOKEN"] = TokenHandler.Token;
        using Process script = Process.Start(start) ?? throw new InvalidOperationException("The script did not start.");
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            string output = await script.StandardOutput.ReadToEndAsync(limit.Token);
            await script.WaitForExitAsync(limit.Token);
            return (script.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        catch (OperationCanceledException)
        {
            script.Kill(entireProcessTree: true);
            throw;
        }
    }
}
