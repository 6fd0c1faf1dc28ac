using System.Globalization;
using System.Text;

namespace StackKit.Cli.Output;

/// <summary>Makes text of others safe to show: nothing in it can move the cursor, change colours, hide or reorder what is read.</summary>
internal static class TerminalText
{
    private const char Replacement = '\uFFFD';
    private const int Longest = 2_000;

    /// <summary>Gets one line without control, format and private characters; longer ones are cut.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        StringBuilder clean = new(Math.Min(text.Length, Longest));
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (clean.Length >= Longest)
            {
                return clean.Append('…').ToString();
            }

            if (IsSafe(rune))
            {
                clean.Append(rune.ToString());
            }
            else
            {
                clean.Append(Replacement);
            }
        }

        return clean.ToString();
    }

    /// <summary>Gets the lines of a text, each clean.</summary>
    public static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Take(10_000).Select(Clean);

    // A broken surrogate is enumerated as U+FFFD, which is what is wanted.
    private static bool IsSafe(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);
}
