using Microsoft.Extensions.Options;
using StackKit.Deploy.Processes.Commands;

namespace StackKit.Deploy.Processes.Tests.Worlds;

/// <summary>Runs a script as a command, in a folder of its own; it writes what it wants to tell into the file <c>calls</c>.</summary>
internal sealed class CommandWorld : IDisposable
{
    public CommandWorld(string script)
    {
        Folder = Directory.CreateTempSubdirectory("stackkit-").FullName;
        Configure(Options, script);
        Configure(HookOptions, script);
    }

    public string Folder { get; }

    public CommandTargetOptions Options { get; } = new();

    public CommandHookOptions HookOptions { get; } = new();

    public string[] Calls
    {
        get
        {
            string path = Path.Combine(Folder, "calls");
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
    }

    /// <summary>Makes a target that knows what is in the folder only, as after a crash.</summary>
    public CommandTarget Target() => new("commands", new NamedOptions<CommandTargetOptions>(Options), TimeProvider.System, null);

    public CommandHook Hook() => new("smoke", new NamedOptions<CommandHookOptions>(HookOptions), TimeProvider.System, null);

    public static TargetOperation Operation(string key) => new() { Key = key, Service = "shop", Version = "2" };

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Configure(CommandOptions options, string script)
    {
        options.FileName = "bash";
        options.Arguments.AddRange(["-c", script]);
        options.WorkingDirectory = Folder;
        options.DataDirectory = Path.Combine(Folder, "data");
    }

    private sealed class NamedOptions<T>(T options) : IOptionsMonitor<T>
    {
        public T CurrentValue => options;

        public T Get(string? name) => options;

        public IDisposable? OnChange(Action<T, string?> listener) => null;
    }
}
