using System.Text;

namespace StackKit.Webhooks;

/// <summary>Cuts texts that come from events, which can be of any length and need not be well-formed.</summary>
internal static class BoundedText
{
    private const char Ellipsis = '\u2026';

    /// <summary>Cuts to a number of characters, never through one, and replaces halves of characters.</summary>
    public static string Clip(string? text, int maximum)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        if (text.Length <= maximum && IsWellFormed(text))
        {
            return text;
        }

        int keep = text.Length <= maximum ? text.Length : maximum - 1;
        StringBuilder clipped = new(keep + 1);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (clipped.Length + rune.Utf16SequenceLength > keep)
            {
                break;
            }

            clipped.Append(rune);
        }

        return text.Length <= maximum ? clipped.ToString() : clipped.Append(Ellipsis).ToString();
    }

    /// <summary>Cuts to a number of bytes of UTF-8, never through a character.</summary>
    public static string ClipUtf8(string text, int maximumBytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= maximumBytes)
        {
            return text;
        }

        int left = maximumBytes - Encoding.UTF8.GetByteCount([Ellipsis]);
        StringBuilder clipped = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            left -= rune.Utf8SequenceLength;
            if (left < 0)
            {
                break;
            }

            clipped.Append(rune);
        }

        return clipped.Append(Ellipsis).ToString();
    }

    /// <summary>Makes one line of printable ASCII of a text, for a header or a log.</summary>
    public static string ToPlain(string text, int maximum)
    {
        ReadOnlySpan<char> kept = text.AsSpan(0, Math.Min(text.Length, maximum));
        return string.Create(kept.Length, kept, static (plain, from) =>
        {
            for (int i = 0; i < from.Length; i++)
            {
                plain[i] = from[i] is >= ' ' and <= '~' ? from[i] : '?';
            }
        });
    }

    private static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
