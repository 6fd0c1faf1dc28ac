using Microsoft.Extensions.Options;

namespace StackKit.Deploy.Processes;

/// <summary>Checks the program of every target and hook that is a command.</summary>
internal sealed class CommandOptionsValidator : IValidateOptions<CommandTargetOptions>, IValidateOptions<CommandHookOptions>
{
    public ValidateOptionsResult Validate(string? name, CommandTargetOptions options) => Check($"StackKit:Deploy:CommandTargets:{name}", options);

    public ValidateOptionsResult Validate(string? name, CommandHookOptions options) => Check($"StackKit:Deploy:CommandHooks:{name}", options);

    private static ValidateOptionsResult Check(string path, CommandOptions options)
    {
        List<string> failures = [];
        if (string.IsNullOrEmpty(options.FileName))
        {
            failures.Add($"{path}:FileName is missing; write the program that is run.");
        }

        ProgramChecks.CheckProgram(failures, path, options.FileName, options.Arguments, options.Environment);
        ProgramChecks.CheckTime(failures, $"{path}:Timeout", options.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1));
        ProgramChecks.CheckTime(failures, $"{path}:StopTimeout", options.StopTimeout, TimeSpan.Zero, TimeSpan.FromHours(1));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
