using System.Buffers;

namespace StackKit.Deploy;

/// <summary>What names of services, versions, hooks and gates may look like; they become keys, environment variables and labels.</summary>
internal static class PlanNames
{
    public const int MaximumLength = 63;

    private static readonly SearchValues<char> s_allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    public static bool IsValid(string? name) =>
        !string.IsNullOrEmpty(name) && name.Length <= MaximumLength && !name.AsSpan().ContainsAnyExcept(s_allowed) && name.Any(char.IsAsciiLetterOrDigit);

    /// <summary>Gets the name back.</summary>
    /// <exception cref="RolloutPlanException">It is no name.</exception>
    public static string Require(string? name, string field) => IsValid(name)
        ? name!
        : throw new RolloutPlanException(field, $"({Show(name)}) must be 1 to {MaximumLength} letters, digits, dots, dashes or underscores.");

    // What came in may be hostile or endless: it is shown shortened and without control characters.
    private static string Show(string? name) =>
        name is null ? "null" : $"'{string.Concat(name.Take(40).Select(c => char.IsControl(c) ? '?' : c))}'";
}
