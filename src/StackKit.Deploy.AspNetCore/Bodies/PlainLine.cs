using System.Buffers;

namespace StackKit.Deploy.AspNetCore.Bodies;

/// <summary>What people may write into the audit trail: one line that looks like what it is.</summary>
internal static class PlainLine
{
    // Line and paragraph separators, and the marks that turn the direction of text around.
    private static readonly SearchValues<char> s_deceptive = SearchValues.Create("\u2028\u2029\u200E\u200F\u061C\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>Says what is wrong with a text; null when nothing is.</summary>
    public static string? FindFault(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || s_deceptive.Contains(text[i]))
            {
                return "must be one line without control characters.";
            }

            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return "must be valid Unicode.";
            }
        }

        return null;
    }

    /// <summary>Gets a text for terminals: what could steer one is replaced, but for ends of lines.</summary>
    public static string Tame(string text) => string.Create(text.Length, text, static (tamed, source) =>
    {
        for (int i = 0; i < source.Length; i++)
        {
            tamed[i] = (char.IsControl(source[i]) && source[i] != '\n') || s_deceptive.Contains(source[i]) ? '?' : source[i];
        }
    });
}
