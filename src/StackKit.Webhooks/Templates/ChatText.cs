using System.Globalization;
using System.Text;

namespace StackKit.Webhooks;

/// <summary>The parts of a message for people, as plain text: one line each, except for the message itself.</summary>
/// <remarks>The bounds keep a body that holds each part once below the 20,000 bytes that DingTalk and Feishu take, whatever has to be escaped in it.</remarks>
internal static class ChatText
{
    private const int MaximumFacts = 8;

    public static string Title(OutboxEntry entry) => BoundedText.Clip(ToLine($"{entry.Severity}: {entry.Subject} {entry.Kind}"), 140);

    public static string Message(OutboxEntry entry) => BoundedText.Clip(ToLine(entry.Message), 1_500);

    /// <summary>Gets the facts, at most 8 of them, by their cut names.</summary>
    public static IEnumerable<OutboxFact> Facts(OutboxEntry entry) =>
        entry.Facts.Where(static fact => fact.Value.Length > 0).Take(MaximumFacts)
            .Select(static fact => new OutboxFact(BoundedText.Clip(ToLine(fact.Name), 40), BoundedText.Clip(ToLine(fact.Value), 120)));

    public static string Origin(OutboxEntry entry) =>
        $"{BoundedText.Clip(ToLine(entry.Source), 80)}, {entry.Time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC";

    // What breaks lines could begin a heading or a list, and what is invisible could hide the rest.
    private static string ToLine(string text)
    {
        StringBuilder line = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isShown = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            line.Append(isShown ? rune : new Rune(' '));
        }

        return line.ToString();
    }
}
