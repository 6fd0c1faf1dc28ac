using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackKit.Deploy.Processes.Launching;

namespace StackKit.Deploy.Processes.Tests.Worlds;

/// <summary>A target on a data directory of its own; at the end, whatever it started is stopped.</summary>
internal sealed class ProcessWorld : IAsyncDisposable
{
    public const string Service = "shop";

    private static readonly string s_program = typeof(ProcessWorld).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Shop").Value!;

    private readonly ProcessTargetOptions _options = new();
    private readonly List<ProcessTarget> _targets = [];

    public ProcessWorld()
    {
        Folder = Directory.CreateTempSubdirectory("stackkit-").FullName;
        _options.DataDirectory = Folder;
        UseShop();
        Target = Restart();
    }

    public string Folder { get; }

    public ProcessTarget Target { get; private set; }

    public ProcessServiceOptions Settings => _options.Services[Service];

    /// <summary>Makes a target that knows what is in the folder only, as after a crash.</summary>
    public ProcessTarget Restart()
    {
        Target = new ProcessTarget(new FixedOptions(_options), TimeProvider.System, NullLogger<ProcessTarget>.Instance);
        _targets.Add(Target);
        return Target;
    }

    /// <summary>Makes new settings that run the shop; what is under way keeps those it began with.</summary>
    public void UseShop()
    {
        _options.Services.Remove(Service);
        _options.Service(Service, service =>
        {
            service.FileName = "dotnet";
            service.Arguments.AddRange([s_program, "--urls", "{url}", "--version", "{version}"]);
            service.ReadyTimeout = TimeSpan.FromMinutes(2);
            service.StopTimeout = TimeSpan.FromSeconds(30);
        });
    }

    /// <summary>Runs a small script instead of the shop.</summary>
    public void UseScript(string script)
    {
        Settings.FileName = "bash";
        Settings.Arguments.Clear();
        Settings.Arguments.AddRange(["-c", script, "script", "{port}"]);
    }

    public static TargetOperation Operation(string key, string version) => new() { Key = key, Service = Service, Version = version };

    public Task<IReadOnlyList<TargetInstance>> ListAsync() => Target.ListInstancesAsync(Service, CancellationToken.None).AsTask();

    public static int ProcessOf(TargetInstance instance) => int.Parse(instance.Properties["processId"], CultureInfo.InvariantCulture);

    public static bool Runs(int processId) => ProcessMark.Of(processId) is not null;

    public string RecordOf(TargetInstance instance) => Path.Combine(Folder, Service, instance.Id, "instance.json");

    public async ValueTask DisposeAsync()
    {
        foreach (TargetInstance instance in await ListAsync())
        {
            await Target.RetireAsync(instance, Operation($"end/{instance.Id}", instance.Version), CancellationToken.None);
        }

        _targets.ForEach(t => t.Dispose());
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class FixedOptions(ProcessTargetOptions options) : IOptionsMonitor<ProcessTargetOptions>
    {
        public ProcessTargetOptions CurrentValue => options;

        public ProcessTargetOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<ProcessTargetOptions, string?> listener) => null;
    }
}
