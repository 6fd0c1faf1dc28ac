namespace StackKit.Deploy.Processes;

/// <summary>What an environment variable may be called.</summary>
internal static class EnvironmentNames
{
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 256 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
}
