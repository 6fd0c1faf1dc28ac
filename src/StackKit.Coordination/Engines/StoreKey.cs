using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace StackKit.Coordination;

/// <summary>The rules for keys and prefixes, chosen so that every engine can hold them without escaping.</summary>
/// <remarks>
/// A key is one or more segments joined by a slash, such as <c>deploy/web/state</c>. A segment has at least one character out of
/// <c>A-Z a-z 0-9 . _ -</c> and is neither <c>.</c> nor <c>..</c>. Keys are compared ordinally, case included. A prefix is empty, or a key
/// followed by a slash, so that <c>web/</c> never matches <c>web2/state</c>.
/// </remarks>
public static class StoreKey
{
    /// <summary>The longest key or prefix, in characters.</summary>
    public const int MaximumLength = 512;

    private static readonly SearchValues<char> SegmentCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Says whether a text is a valid key.</summary>
    /// <param name="key">The text, or <see langword="null"/>.</param>
    /// <returns><see langword="true"/> when it is one.</returns>
    public static bool IsValid([NotNullWhen(true)] string? key) => key is { Length: > 0 and <= MaximumLength } && HasValidSegments(key);

    /// <summary>Says whether a text is a valid prefix.</summary>
    /// <param name="prefix">The text, or <see langword="null"/>.</param>
    /// <returns><see langword="true"/> when it is one.</returns>
    public static bool IsValidPrefix([NotNullWhen(true)] string? prefix) =>
        prefix is not null && (prefix.Length == 0 || (prefix.Length <= MaximumLength && prefix[^1] == '/' && HasValidSegments(prefix.AsSpan(0, prefix.Length - 1))));

    /// <summary>Refuses an invalid key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="parameterName">The name of the field, for the exception.</param>
    /// <exception cref="ArgumentException"><paramref name="key"/> breaks the rules.</exception>
    public static void ThrowIfInvalid([NotNull] string? key, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(key, parameterName);
        if (!IsValid(key))
        {
            throw new ArgumentException(
                $"A key must be 1 to {MaximumLength} characters long: segments of A-Z a-z 0-9 . _ - joined by '/', none of them '.' or '..'.",
                parameterName);
        }
    }

    /// <summary>Refuses an invalid prefix.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <param name="parameterName">The name of the field, for the exception.</param>
    /// <exception cref="ArgumentException"><paramref name="prefix"/> breaks the rules.</exception>
    public static void ThrowIfInvalidPrefix([NotNull] string? prefix, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(prefix, parameterName);
        if (!IsValidPrefix(prefix))
        {
            throw new ArgumentException(
                $"A prefix must be empty, or a key with a trailing '/' of at most {MaximumLength} characters, such as 'deploy/web/'.",
                parameterName);
        }
    }

    private static bool HasValidSegments(ReadOnlySpan<char> text)
    {
        while (true)
        {
            int slash = text.IndexOf('/');
            ReadOnlySpan<char> segment = slash < 0 ? text : text[..slash];
            if (segment.IsEmpty || segment is "." or ".." || segment.ContainsAnyExcept(SegmentCharacters))
            {
                return false;
            }

            if (slash < 0)
            {
                return true;
            }

            text = text[(slash + 1)..];
        }
    }
}
