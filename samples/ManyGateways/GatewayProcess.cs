using System.Diagnostics;
using System.Text.Json;

namespace ManyGateways;

/// <summary>A gateway that was started as a process of its own.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _reading;
    private volatile GatewayNews? _news;

    public GatewayProcess(string folder, string name)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true };
        string assembly = typeof(GatewayProcess).Assembly.Location;
        bool host = Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        foreach (string argument in host ? new[] { assembly, "gateway", folder, name } : ["gateway", folder, name])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("The gateway did not start.");
        _reading = Task.Run(ReadAsync);
    }

    public int Id => _process.Id;

    /// <summary>Gets a value indicating whether users may go there.</summary>
    public bool IsServing => _news is { Ready: true } && !HasEnded;

    /// <summary>Gets a value indicating whether it runs and can be asked.</summary>
    public bool IsUp => _news is not null && !HasEnded;

    public bool HasEnded { get; private set; }

    public GatewayNews? News => _news;

    /// <summary>Ends it as a crash would: it finishes nothing and tells nobody.</summary>
    public void Kill()
    {
        HasEnded = true; // before it dies, so that users do not go there any more
        _process.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        HasEnded = true;
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is string line)
        {
            _news = JsonSerializer.Deserialize<GatewayNews>(line);
        }

        HasEnded = true;
    }
}
