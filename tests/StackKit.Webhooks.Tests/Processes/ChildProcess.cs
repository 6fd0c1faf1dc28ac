using System.Diagnostics;

namespace StackKit.Webhooks.Tests.Processes;

/// <summary>This assembly in a process of its own that delivers from a file.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public static async Task<ChildProcess> StartAsync(string file, string address)
    {
        ProcessStartInfo start = new("dotnet", [typeof(ChildProcess).Assembly.Location, file, address])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        ChildProcess child = new(Process.Start(start)!);
        Assert.Equal("started", await child._process.StandardOutput.ReadLineAsync());
        return child;
    }

    /// <summary>Kills the process as <c>kill -9</c> does.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }
}
