using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace StackKit.Webhooks;

/// <summary>A rich text of plain parts for a custom bot, signed in the body: HMAC-SHA256 of nothing by the time in seconds, a line feed and the secret.</summary>
internal sealed class FeishuTemplate : ITemplate
{
    public int AnswerBytes => ProviderAnswer.MaximumBytes;

    public void Write(Utf8JsonWriter json, OutboxEntry entry, DateTimeOffset now, string? secret)
    {
        json.WriteStartObject();
        if (secret is not null)
        {
            string timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            json.WriteString("timestamp"u8, timestamp);
            json.WriteString("sign"u8, Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{timestamp}\n{secret}"), ReadOnlySpan<byte>.Empty)));
        }

        json.WriteString("msg_type"u8, "post"u8);
        json.WriteStartObject("content"u8);
        json.WriteStartObject("post"u8);
        json.WriteStartObject("zh_cn"u8); // the one language that must not be missing
        json.WriteString("title"u8, ChatText.Title(entry));
        json.WriteStartArray("content"u8);
        WriteLine(json, ChatText.Message(entry));
        foreach (OutboxFact fact in ChatText.Facts(entry))
        {
            WriteLine(json, $"{fact.Name}: {fact.Value}");
        }

        WriteLine(json, ChatText.Origin(entry));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public Uri AddressOf(Uri url, DateTimeOffset now, string? secret) => url;

    public string? FindFault(ReadOnlyMemory<byte> answer) => ProviderAnswer.FindFault(answer, "code");

    // A part with the tag "text" is shown as it is; mentions and links would be parts of their own.
    private static void WriteLine(Utf8JsonWriter json, string text)
    {
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("tag"u8, "text"u8);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
