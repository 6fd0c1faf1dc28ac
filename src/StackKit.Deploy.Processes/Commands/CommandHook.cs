using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace StackKit.Deploy.Processes.Commands;

/// <summary>A hook that runs a command: exit code 0 lets the rollout go on.</summary>
internal sealed class CommandHook : IRolloutHook
{
    private readonly CommandHookOptions _options;
    private readonly CommandRunner _runner;

    public CommandHook(string name, IOptionsMonitor<CommandHookOptions> options, TimeProvider timeProvider, IHostEnvironment? environment)
    {
        string root = environment?.ContentRootPath ?? AppContext.BaseDirectory;
        Name = name;
        _options = options.Get(name);
        _runner = new CommandRunner(Path.GetFullPath(_options.DataDirectory ?? Path.Combine("stackkit-commands", "hooks", name), root), root, timeProvider);
    }

    public string Name { get; }

    public async ValueTask<HookResult> RunAsync(HookContext context, CancellationToken cancellationToken)
    {
        Rollout rollout = context.Rollout;
        Dictionary<string, string> variables = new(StringComparer.Ordinal)
        {
            ["STACKKIT_OPERATION"] = "hook",
            ["STACKKIT_HOOK"] = Name,
            ["STACKKIT_OPERATION_KEY"] = OperationKeys.Require(context.Key),
            ["STACKKIT_SERVICE"] = ProcessNames.Require(rollout.Service, "service"),
            ["STACKKIT_VERSION"] = ProcessNames.Require(rollout.Candidate, "version"),
            ["STACKKIT_STABLE_VERSION"] = rollout.Stable is null ? "" : ProcessNames.Require(rollout.Stable, "version"),
            ["STACKKIT_CANDIDATES"] = string.Join(' ', context.Candidates.Select(c => c.Address).OfType<string>()),
        };

        CommandResult result = await _runner.RunAsync(context.Key, keepFailure: true, _options, variables, cancellationToken).ConfigureAwait(false);
        string detail = result.ExitCode == 0 ? result.Detail : FormattableString.Invariant($"Exit code {result.ExitCode}.\n{result.Detail}");
        return new HookResult(result.ExitCode == 0, detail.Length == 0 ? null : detail);
    }
}
