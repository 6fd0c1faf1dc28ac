using System.Globalization;
using System.Text.RegularExpressions;
using StackKit.Deploy.Processes.Journal;

namespace StackKit.Deploy.Processes.Launching;

/// <summary>What exactly is started for an instance.</summary>
internal sealed partial record LaunchPlan(string FileName, IReadOnlyList<string> Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Makes the plan of the options of a service and of its version.</summary>
    public static LaunchPlan For(ProcessRecord record, ProcessServiceOptions options, string root)
    {
        ProcessVersionOptions version = options.Versions.GetValueOrDefault(record.Version) ?? new ProcessVersionOptions();
        Dictionary<string, string> values = new(StringComparer.Ordinal)
        {
            ["service"] = record.Service,
            ["version"] = record.Version,
            ["instance"] = record.Id,
            ["port"] = record.Port.ToString(CultureInfo.InvariantCulture),
            ["url"] = record.Address.TrimEnd('/'),
        };

        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            ["STACKKIT_SERVICE"] = record.Service,
            ["STACKKIT_VERSION"] = record.Version,
            ["STACKKIT_INSTANCE"] = record.Id,
            ["STACKKIT_PORT"] = values["port"],
        };
        foreach ((string name, string value) in options.Environment.Concat(version.Environment))
        {
            environment[name] = Fill(value, values);
        }

        string? fileName = string.IsNullOrEmpty(version.FileName) ? options.FileName : version.FileName;
        if (string.IsNullOrEmpty(fileName))
        {
            throw new ArgumentException($"There is no program for version '{record.Version}' of '{record.Service}'; write StackKit:Deploy:Processes:Services:{record.Service}:FileName.", nameof(options));
        }

        return new LaunchPlan(
            Locate(Fill(fileName, values), root),
            [.. (version.Arguments ?? options.Arguments).Select(a => Fill(a, values))],
            Path.GetFullPath(Fill(options.WorkingDirectory ?? "", values), root),
            environment);
    }

    /// <summary>Makes the plan of a command. Nothing is filled in: it gets everything in its environment.</summary>
    public static LaunchPlan For(CommandOptions options, Dictionary<string, string> variables, string root)
    {
        Dictionary<string, string> environment = new(options.Environment, StringComparer.Ordinal);
        foreach ((string name, string value) in variables)
        {
            environment[name] = value;
        }

        return new LaunchPlan(Locate(options.FileName!, root), options.Arguments, Path.GetFullPath(options.WorkingDirectory ?? "", root), environment);
    }

    // A bare name is looked up in PATH, as everywhere.
    private static string Locate(string fileName, string root) =>
        fileName.AsSpan().ContainsAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) ? Path.GetFullPath(fileName, root) : fileName;

    // In one pass, so that what is filled in is never looked at again; other words in braces stay as they are.
    private static string Fill(string text, Dictionary<string, string> values) =>
        Placeholder().Replace(text, match => values.GetValueOrDefault(match.Groups["name"].Value, match.Value));

    [GeneratedRegex(@"\{(?<name>[a-z]+)\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
