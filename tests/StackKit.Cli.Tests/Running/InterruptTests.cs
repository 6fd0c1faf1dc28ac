using System.Diagnostics;
using System.Globalization;
using StackKit.Cli.Tests.Servers;

namespace StackKit.Cli.Tests.Running;

public sealed class InterruptTests
{
    [Fact]
    public async Task Process_ControlC_EndsWith130AndSaysSo()
    {
        FakeSite site = new();
        site.Add("r-1").Go("Progressing");
        await using FakeServer server = await FakeServer.StartAsync(site);
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2), TimeProvider.System);

        // A shell in the background ignores the signal, and its children inherit that; here it is asked for again.
        ProcessStartInfo start = new("env", ["--default-signal=INT", "dotnet", typeof(CliHost).Assembly.Location, "rollout", "wait", "shop"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["STACKKIT_SERVER"] = server.Origin.ToString();
        start.Environment.Remove("STACKKIT_TOKEN");
        using Process process = Process.Start(start)!;
        while (await process.StandardError.ReadLineAsync(limit.Token) is string line && !line.Contains("Progressing", StringComparison.Ordinal))
        {
            // it has not begun to wait
        }

        using Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        string error = await process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("Interrupted", error, StringComparison.Ordinal);
    }
}
