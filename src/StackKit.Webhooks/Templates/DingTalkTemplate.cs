using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace StackKit.Webhooks;

/// <summary>Markdown for a custom robot, signed in the query: HMAC-SHA256 of the time in milliseconds, a line feed and the secret, by the secret.</summary>
internal sealed class DingTalkTemplate : ITemplate
{
    public int AnswerBytes => ProviderAnswer.MaximumBytes;

    public void Write(Utf8JsonWriter json, OutboxEntry entry, DateTimeOffset now, string? secret)
    {
        json.WriteStartObject();
        json.WriteString("msgtype"u8, "markdown"u8);
        json.WriteStartObject("markdown"u8);
        json.WriteString("title"u8, MarkdownText.Escape(ChatText.Title(entry)));
        json.WriteString("text"u8, MarkdownText.Write(entry));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public Uri AddressOf(Uri url, DateTimeOffset now, string? secret)
    {
        if (secret is null)
        {
            return url;
        }

        string timestamp = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        byte[] hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{secret}"));
        char joint = url.Query.Length == 0 ? '?' : '&';
        return new Uri($"{url.AbsoluteUri}{joint}timestamp={timestamp}&sign={Uri.EscapeDataString(Convert.ToBase64String(hash))}");
    }

    public string? FindFault(ReadOnlyMemory<byte> answer) => ProviderAnswer.FindFault(answer, "errcode");
}
