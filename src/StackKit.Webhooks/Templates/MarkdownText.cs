using System.Text;

namespace StackKit.Webhooks;

/// <summary>Takes the effect from markup in texts that come from events.</summary>
/// <remarks>
/// The Markdown of DingTalk and WeCom is a dialect without a documented escape, and WeCom notifies everybody whom <c>&lt;@name&gt;</c> names.
/// So the characters that mean something are replaced by their wide forms, which look alike and mean nothing.
/// </remarks>
internal static class MarkdownText
{
    private const int WideOffset = 0xFEE0;

    public static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char c in text)
        {
            escaped.Append(c is '<' or '>' or '[' or ']' or '*' or '_' or '`' or '~' or '\\' or '#' or '|' or '@' or '&' ? (char)(c + WideOffset) : c);
        }

        return escaped.ToString();
    }

    /// <summary>Writes a whole message.</summary>
    public static string Write(OutboxEntry entry)
    {
        StringBuilder text = new();
        text.Append("#### ").Append(Escape(ChatText.Title(entry))).Append("\n\n").Append(Escape(ChatText.Message(entry))).Append("\n\n");
        foreach (OutboxFact fact in ChatText.Facts(entry))
        {
            text.Append("> ").Append(Escape(fact.Name)).Append(": ").Append(Escape(fact.Value)).Append("\n\n");
        }

        return text.Append(Escape(ChatText.Origin(entry))).ToString();
    }
}
