using Microsoft.Extensions.Options;

namespace StackKit.Deploy.Processes;

/// <summary>Checks what services are started with.</summary>
internal sealed class ProcessTargetOptionsValidator : IValidateOptions<ProcessTargetOptions>
{
    private readonly ProcessServiceOptionsRangeValidator _ranges = new();

    public ValidateOptionsResult Validate(string? name, ProcessTargetOptions options)
    {
        List<string> failures = [];
        foreach ((string service, ProcessServiceOptions settings) in options.Services)
        {
            if (!ProcessNames.IsValid(service))
            {
                failures.Add("A service in StackKit:Deploy:Processes:Services has no valid name: write 1 to 63 letters, digits, dots, dashes or underscores, a letter or a digit first.");
                continue;
            }

            Check(failures, $"StackKit:Deploy:Processes:Services:{service}", settings, name);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private void Check(List<string> failures, string path, ProcessServiceOptions settings, string? name)
    {
        ValidateOptionsResult ranges = _ranges.Validate(name, settings);
        if (ranges.Failed)
        {
            failures.AddRange(ranges.Failures.Select(f => $"{path}: {f}"));
        }

        if (string.IsNullOrEmpty(settings.FileName) && (settings.Versions.Count == 0 || settings.Versions.Values.Any(v => string.IsNullOrEmpty(v.FileName))))
        {
            failures.Add($"{path}:FileName is missing; write the program that is started.");
        }

        if (settings.HealthPath is { Length: > 0 } health && (health[0] != '/' || health.Any(c => char.IsControl(c) || c is ' ')))
        {
            failures.Add($"{path}:HealthPath must be a path that begins with '/', such as /health.");
        }

        ProgramChecks.CheckTime(failures, $"{path}:ReadyTimeout", settings.ReadyTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        ProgramChecks.CheckTime(failures, $"{path}:StopTimeout", settings.StopTimeout, TimeSpan.Zero, TimeSpan.FromHours(1));
        ProgramChecks.CheckProgram(failures, path, settings.FileName, settings.Arguments, settings.Environment);
        foreach ((string version, ProcessVersionOptions changed) in settings.Versions)
        {
            if (ProcessNames.IsValid(version))
            {
                ProgramChecks.CheckProgram(failures, $"{path}:Versions:{version}", changed.FileName, changed.Arguments ?? [], changed.Environment);
            }
            else
            {
                failures.Add($"{path}:Versions has a version without a valid name: write 1 to 63 letters, digits, dots, dashes or underscores, a letter or a digit first.");
            }
        }
    }
}
