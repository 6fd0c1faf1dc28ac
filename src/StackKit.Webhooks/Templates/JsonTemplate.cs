using System.Globalization;
using System.Text.Json;

namespace StackKit.Webhooks;

/// <summary>All of the event as JSON. The signature is a header; see <see cref="WebhookSignature"/>.</summary>
internal sealed class JsonTemplate : ITemplate
{
    public int AnswerBytes => 0;

    public void Write(Utf8JsonWriter json, OutboxEntry entry, DateTimeOffset now, string? secret)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, entry.Id);
        json.WriteString("source"u8, entry.Source);
        json.WriteString("kind"u8, entry.Kind);
        json.WriteString("subject"u8, entry.Subject);
        json.WriteString("time"u8, entry.Time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("severity"u8, entry.Severity.ToString());
        json.WriteString("message"u8, entry.Message);
        json.WriteStartObject("attributes"u8);
        foreach (OutboxFact fact in entry.Facts)
        {
            json.WriteString(fact.Name, fact.Value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    public Uri AddressOf(Uri url, DateTimeOffset now, string? secret) => url;

    public string? FindFault(ReadOnlyMemory<byte> answer) => null;
}
