using System.Buffers;

namespace StackKit.Deploy.Processes;

/// <summary>What services, versions and instances may be called here: their names become folders, arguments and environment variables.</summary>
internal static class ProcessNames
{
    private const int MaximumLength = 63;
    private const int MaximumInstanceLength = 160; // a service, a version and an ordinal

    private static readonly SearchValues<char> s_allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    // A first dash would be an option to the program that gets it, a first dot a hidden folder.
    public static bool IsValid(string? name) => IsValid(name, MaximumLength);

    public static bool IsValidInstance(string? id) => IsValid(id, MaximumInstanceLength);

    /// <summary>Gets the name back.</summary>
    /// <exception cref="ArgumentException">It is no name.</exception>
    public static string Require(string? name, string what) => Require(name, what, MaximumLength);

    /// <summary>Gets the id of an instance back.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string RequireInstance(string? id) => Require(id, "id of an instance", MaximumInstanceLength);

    private static string Require(string? name, string what, int length) => IsValid(name, length)
        ? name!
        : throw new ArgumentException(FormattableString.Invariant($"The {what} ({Show(name)}) must be 1 to {length} letters, digits, dots, dashes or underscores, and begin with a letter, a digit or an underscore."), nameof(name));

    private static bool IsValid(string? name, int length) =>
        !string.IsNullOrEmpty(name) && name.Length <= length && name[0] is not ('-' or '.') && !name.AsSpan().ContainsAnyExcept(s_allowed);

    private static string Show(string? name) =>
        name is null ? "null" : $"'{string.Concat(name.Take(40).Select(c => char.IsControl(c) ? '?' : c))}'";
}
