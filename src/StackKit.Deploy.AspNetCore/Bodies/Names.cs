using System.Buffers;
using StackKit.Deploy.AspNetCore.Problems;

namespace StackKit.Deploy.AspNetCore.Bodies;

/// <summary>What names of services, versions, gates and rollouts may look like; StackKit.Deploy takes no others.</summary>
internal static class Names
{
    private const int MaximumLength = 63;

    private static readonly SearchValues<char> s_allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    /// <summary>Gets a name back.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static string Require(string field, string name) =>
        name.Length is > 0 and <= MaximumLength && !name.AsSpan().ContainsAnyExcept(s_allowed) && name.Any(char.IsAsciiLetterOrDigit)
            ? name
            : throw new ProblemException(Refusals.Invalid(field, "must be 1 to 63 letters, digits, dots, dashes or underscores."));
}
