namespace StackKit.Cli.Api;

/// <summary>Names that become part of an address; what is no name is refused before anything is sent.</summary>
internal static class Names
{
    /// <summary>Gets the name back.</summary>
    /// <exception cref="CliException">It is no name.</exception>
    public static string Require(string? name, string what) => name is { Length: >= 1 and <= 63 } && name.All(IsAllowed) && name.Any(char.IsAsciiLetterOrDigit)
        ? name
        : throw CliException.BadInput($"The {what} must be 1 to 63 letters, digits, dots, dashes or underscores.");

    /// <summary>Gets the id of a rollout back.</summary>
    /// <exception cref="CliException">It is no id.</exception>
    public static string RequireId(string id) => id.Length is >= 1 and <= 200 && id.All(static c => IsAllowed(c) || c is ':' or '~') && id.Any(char.IsAsciiLetterOrDigit)
        ? id
        : throw CliException.BadInput("--rollout must be the id of a rollout as 'stackkit rollout history' shows it.");

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';
}
