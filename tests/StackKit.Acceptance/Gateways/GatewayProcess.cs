using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using StackKit.Acceptance.Gateways.Child;
using StackKit.Acceptance.Gateways.Watching;

namespace StackKit.Acceptance.Gateways;

/// <summary>A gateway in a process of its own.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly HttpClient _control;
    private readonly Lock _lock = new();
    private readonly List<(long From, long? To)> _outages = [];

    private volatile bool _ended;

    private GatewayProcess(GatewaySettings settings, Process process, GatewayPorts ports)
    {
        Settings = settings;
        _process = process;
        Id = process.Id;
        Address = ports.Address;
        Instance = ports.Instance;
        _control = new HttpClient { BaseAddress = ports.Control, Timeout = s_patience };
    }

    public GatewaySettings Settings { get; }

    public string Name => Settings.Name;

    public int Id { get; }

    public Uri Address { get; }

    /// <summary>Gets the instance id of its router.</summary>
    public string Instance { get; }

    public bool HasExited => _ended || _process.HasExited;

    /// <summary>Starts a gateway and waits until it listens.</summary>
    public static async Task<GatewayProcess> StartAsync(GatewaySettings settings, CancellationToken cancellationToken)
    {
        string path = Path.Combine(settings.Folder, $"{settings.Name}.json");
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(settings), cancellationToken);
        ProcessStartInfo start = new("dotnet", [typeof(GatewayProcess).Assembly.Location]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment[GatewayProgram.Variable] = path;
        Process process = Process.Start(start) ?? throw new InvalidOperationException("The gateway did not start.");
        try
        {
            using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(s_patience);
            string line = await process.StandardOutput.ReadLineAsync(deadline.Token) ?? throw new InvalidOperationException($"The gateway {settings.Name} ended while it was starting; see {settings.Log}.");
            return new GatewayProcess(settings, process, JsonSerializer.Deserialize<GatewayPorts>(line)!);
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Reads what it did.</summary>
    public WitnessFile ReadWitness() => WitnessFile.Read(Name, Settings.Witness);

    public Task<GatewayStatus> AskAsync(CancellationToken cancellationToken) => GetAsync<GatewayStatus>("status", cancellationToken);

    /// <summary>Lets it decide so many keys: one letter for each, the first of the version.</summary>
    public Task<string> DecideAsync(int count, string? salt, CancellationToken cancellationToken) =>
        _control.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"decide?count={count}{(salt is null ? "" : $"&salt={salt}")}"), UriKind.Relative), cancellationToken);

    /// <summary>Holds the acknowledgement of new routing back, or no longer.</summary>
    public Task HoldAsync(bool on, CancellationToken cancellationToken) => PostAsync<bool>($"hold?on={on}", cancellationToken);

    /// <summary>Sets the trap that springs at the n-th commit of a rollout's state from now on.</summary>
    public async Task TrapAsync(TrapKind kind, int at, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _control.PostAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"trap?kind={kind}&at={at}"), UriKind.Relative), null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Lets the commit go on before which the trap had stopped it.</summary>
    public async Task GoOnAsync(CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _control.PostAsync(new Uri("go-on", UriKind.Relative), null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public Task<string> StartRolloutAsync(string version, CancellationToken cancellationToken) => PostAsync<string>($"start?version={version}", cancellationToken);

    /// <summary>Has it adopt the store that went back in time.</summary>
    /// <returns>The services whose state was written again.</returns>
    public Task<string[]> AdoptAsync(CancellationToken cancellationToken) => PostAsync<string[]>("adopt", cancellationToken);

    public Task<long[]> CountAsync(string key, int times, CancellationToken cancellationToken) => PostAsync<long[]>(string.Create(CultureInfo.InvariantCulture, $"count?key={key}&times={times}"), cancellationToken);

    public Task<StaleAttempt> TryStaleAsync(long token, CancellationToken cancellationToken) => PostAsync<StaleAttempt>(string.Create(CultureInfo.InvariantCulture, $"stale?token={token}"), cancellationToken);

    /// <summary>Says that users may not be there from a moment on: requests that are lost then are lost with the gateway.</summary>
    public void BeginOutage(long at)
    {
        lock (_lock)
        {
            _outages.Add((at, null));
        }
    }

    public void EndOutage()
    {
        lock (_lock)
        {
            _outages[^1] = _outages[^1] with { To = Stopwatch.GetTimestamp() };
        }
    }

    /// <summary>Says whether it was away at some moment between two.</summary>
    public bool WasAway(long from, long to)
    {
        lock (_lock)
        {
            return _outages.Exists(o => o.From <= to && (o.To is null || o.To >= from));
        }
    }

    /// <summary>Kills it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        BeginOutage(Stopwatch.GetTimestamp());
        if (!_process.HasExited)
        {
            UnixProcess.Kill(Id);
        }

        await WaitForExitAsync(CancellationToken.None);
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    public void Stop() => UnixProcess.Stop(Id);

    public void Continue() => UnixProcess.Continue(Id);

    public bool IsStopped => UnixProcess.IsStopped(Id);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _ended = true;
        _control.Dispose();
        _process.Dispose();
    }

    private async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        await _control.GetFromJsonAsync<T>(new Uri(path, UriKind.Relative), cancellationToken) ?? throw new InvalidOperationException($"{Name} answered nothing.");

    private async Task<T> PostAsync<T>(string path, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _control.PostAsync(new Uri(path, UriKind.Relative), null, cancellationToken);
        response.EnsureSuccessStatusCode();
        return typeof(T) == typeof(string)
            ? (T)(object)(await response.Content.ReadAsStringAsync(cancellationToken))
            : await response.Content.ReadFromJsonAsync<T>(cancellationToken) ?? throw new InvalidOperationException($"{Name} answered nothing.");
    }
}
