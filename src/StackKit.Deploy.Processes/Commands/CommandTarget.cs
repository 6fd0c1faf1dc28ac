using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace StackKit.Deploy.Processes.Commands;

/// <summary>A target that runs a command for each operation.</summary>
internal sealed class CommandTarget : IDeploymentTarget
{
    private readonly CommandTargetOptions _options;
    private readonly CommandRunner _runner;

    public CommandTarget(string name, IOptionsMonitor<CommandTargetOptions> options, TimeProvider timeProvider, IHostEnvironment? environment)
    {
        string root = environment?.ContentRootPath ?? AppContext.BaseDirectory;
        Name = name;
        _options = options.Get(name);
        _runner = new CommandRunner(Path.GetFullPath(_options.DataDirectory ?? Path.Combine("stackkit-commands", "targets", name), root), root, timeProvider);
    }

    public string Name { get; }

    public TargetShapes Shapes => _options.Shapes;

    public async ValueTask<IReadOnlyList<TargetInstance>> ListInstancesAsync(string service, CancellationToken cancellationToken)
    {
        Dictionary<string, string> variables = Variables("list", ProcessNames.Require(service, "service"));
        CommandResult result = await _runner.AskAsync(_options, variables, cancellationToken).ConfigureAwait(false);
        return CommandOutput.ReadList(Succeeded(result, "list").Output);
    }

    public async ValueTask<TargetInstance> PrepareAsync(TargetOperation operation, CancellationToken cancellationToken)
    {
        CommandResult result = await RunAsync("prepare", null, operation, cancellationToken).ConfigureAwait(false);
        return CommandOutput.ReadInstance(result.Output, operation.Version, null);
    }

    public ValueTask<TargetInstance> UpgradeAsync(TargetInstance instance, TargetOperation operation, CancellationToken cancellationToken) =>
        ReplaceAsync("upgrade", instance, operation, cancellationToken);

    public ValueTask<TargetInstance> RestoreAsync(TargetInstance instance, TargetOperation operation, CancellationToken cancellationToken) =>
        ReplaceAsync("restore", instance, operation, cancellationToken);

    public async ValueTask RetireAsync(TargetInstance instance, TargetOperation operation, CancellationToken cancellationToken) =>
        await RunAsync("retire", instance, operation, cancellationToken).ConfigureAwait(false);

    private async ValueTask<TargetInstance> ReplaceAsync(string what, TargetInstance instance, TargetOperation operation, CancellationToken cancellationToken)
    {
        CommandResult result = await RunAsync(what, instance, operation, cancellationToken).ConfigureAwait(false);
        return CommandOutput.ReadInstance(result.Output, operation.Version, instance);
    }

    private async Task<CommandResult> RunAsync(string what, TargetInstance? instance, TargetOperation operation, CancellationToken cancellationToken)
    {
        Dictionary<string, string> variables = Variables(what, ProcessNames.Require(operation.Service, "service"));
        variables["STACKKIT_VERSION"] = ProcessNames.Require(operation.Version, "version");
        variables["STACKKIT_ORDINAL"] = operation.Ordinal.ToString(CultureInfo.InvariantCulture);
        variables["STACKKIT_OPERATION_KEY"] = OperationKeys.Require(operation.Key);
        if (instance is not null)
        {
            variables["STACKKIT_INSTANCE"] = ProcessNames.RequireInstance(instance.Id);
        }

        CommandResult result = await _runner.RunAsync($"{what} {operation.Key}", keepFailure: false, _options, variables, cancellationToken).ConfigureAwait(false);
        return Succeeded(result, what);
    }

    // Those that an operation does not have are empty, so that none is inherited.
    private static Dictionary<string, string> Variables(string what, string service) => new(StringComparer.Ordinal)
    {
        ["STACKKIT_OPERATION"] = what,
        ["STACKKIT_SERVICE"] = service,
        ["STACKKIT_INSTANCE"] = "",
        ["STACKKIT_VERSION"] = "",
        ["STACKKIT_ORDINAL"] = "",
        ["STACKKIT_OPERATION_KEY"] = "",
    };

    private CommandResult Succeeded(CommandResult result, string what) => result.ExitCode == 0
        ? result
        : throw new ProcessFailedException(FormattableString.Invariant($"The command of target '{Name}' failed to {what} with exit code {result.ExitCode}. It wrote:\n{result.Detail}"), result.ExitCode);
}
