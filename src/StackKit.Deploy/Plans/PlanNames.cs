using System.Buffers;

namespace StackKit.Deploy;

/// <summary>What names of services, versions, hooks and gates may look like; they become keys, environment variables and labels.</summary>
internal static class PlanNames
{
    public const int MaximumLength = 63;

    private const string Rule = "must be 1 to 63 letters, digits, dots, dashes or underscores.";

    private static readonly SearchValues<char> s_allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    public static bool IsValid(string? name) =>
        !string.IsNullOrEmpty(name) && name.Length <= MaximumLength && !name.AsSpan().ContainsAnyExcept(s_allowed) && name.Any(char.IsAsciiLetterOrDigit);

    /// <summary>Gets the name back.</summary>
    /// <exception cref="RolloutPlanException">It is no name.</exception>
    public static string Require(string? name, string field) => IsValid(name)
        ? name!
        : throw new RolloutPlanException(field, $"({Show(name)}) {Rule}");

    /// <summary>Says what a field must look like, for whoever must not throw or not repeat what came in.</summary>
    public static string Refusal(string field) => $"{field} {Rule}";

    // What came in may be hostile or endless: it is shown shortened and without control characters.
    public static string Show(string? name) =>
        name is null ? "null" : $"'{string.Concat(name.Take(40).Select(c => char.IsControl(c) ? '?' : c))}'";
}
