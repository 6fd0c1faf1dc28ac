using System.Text.Json;

namespace StackKit.Webhooks;

/// <summary>Markdown for a group robot. Its key is part of the URL, so there is nothing to sign.</summary>
internal sealed class WeComTemplate : ITemplate
{
    private const int MaximumBytes = 4_096;

    public int AnswerBytes => ProviderAnswer.MaximumBytes;

    public void Write(Utf8JsonWriter json, OutboxEntry entry, DateTimeOffset now, string? secret)
    {
        json.WriteStartObject();
        json.WriteString("msgtype"u8, "markdown"u8);
        json.WriteStartObject("markdown"u8);
        json.WriteString("content"u8, BoundedText.ClipUtf8(MarkdownText.Write(entry), MaximumBytes));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public Uri AddressOf(Uri url, DateTimeOffset now, string? secret) => url;

    public string? FindFault(ReadOnlyMemory<byte> answer) => ProviderAnswer.FindFault(answer, "errcode");
}
