namespace StackKit.Deploy.Processes;

/// <summary>Checks what every program is started with. Messages name settings and never show the value of an environment variable.</summary>
internal static class ProgramChecks
{
    public static void CheckTime(List<string> failures, string field, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            failures.Add($"{field} ({value}) must be from {least} to {most}.");
        }
    }

    public static void CheckProgram(List<string> failures, string path, string? fileName, List<string> arguments, Dictionary<string, string> environment)
    {
        if (fileName is not null && (fileName.StartsWith('-') || fileName.Contains('\0', StringComparison.Ordinal)))
        {
            failures.Add($"{path}:FileName must not begin with '-' or hold a null character.");
        }

        if (arguments.Exists(a => a is null || a.Contains('\0', StringComparison.Ordinal)))
        {
            failures.Add($"{path}:Arguments must not hold a null character.");
        }

        if (environment.Any(e => !IsVariable(e.Key) || e.Value is null || e.Value.Contains('\0', StringComparison.Ordinal)))
        {
            failures.Add($"{path}:Environment has a variable that cannot be set: write a name of letters, digits, underscores, dots and dashes, and a value without null characters.");
        }
    }

    private static bool IsVariable(string name) =>
        name.Length is > 0 and <= 256 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
}
