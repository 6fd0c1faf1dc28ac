using System.Text;
using System.Text.Json;

namespace StackKit.Webhooks;

/// <summary>Blocks of plain text, which Slack does not read as its markup, and a text for notifications.</summary>
internal sealed class SlackTemplate : ITemplate
{
    private const int MaximumHeader = 150;
    private const int MaximumSection = 3_000;
    private const int MaximumContext = 2_000;

    public int AnswerBytes => 0;

    public void Write(Utf8JsonWriter json, OutboxEntry entry, DateTimeOffset now, string? secret)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, Escape($"{ChatText.Title(entry)} - {ChatText.Message(entry)}", MaximumSection));
        json.WriteBoolean("mrkdwn"u8, value: false);
        json.WriteStartArray("blocks"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "header"u8);
        json.WritePropertyName("text"u8);
        WriteText(json, ChatText.Title(entry), MaximumHeader);
        json.WriteEndObject();
        if (!string.IsNullOrWhiteSpace(entry.Message))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "section"u8);
            json.WritePropertyName("text"u8);
            WriteText(json, ChatText.Message(entry), MaximumSection);
            json.WriteEndObject();
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "context"u8);
        json.WriteStartArray("elements"u8);
        WriteText(json, ChatText.Origin(entry), MaximumContext);
        foreach (OutboxFact fact in ChatText.Facts(entry))
        {
            WriteText(json, $"{fact.Name}: {fact.Value}", MaximumContext);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public Uri AddressOf(Uri url, DateTimeOffset now, string? secret) => url;

    public string? FindFault(ReadOnlyMemory<byte> answer) => null;

    private static void WriteText(Utf8JsonWriter json, string text, int maximum)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "plain_text"u8);
        json.WriteString("text"u8, Escape(text, maximum));
        json.WriteBoolean("emoji"u8, value: false);
        json.WriteEndObject();
    }

    // Cut by what is written, and never through an entity.
    private static string Escape(string text, int maximum)
    {
        StringBuilder escaped = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            string next = rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                _ => rune.ToString(),
            };
            if (escaped.Length + next.Length > maximum)
            {
                break;
            }

            escaped.Append(next);
        }

        return escaped.ToString();
    }
}
