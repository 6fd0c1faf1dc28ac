using System.Text.Json;

namespace StackKit.Acceptance.Api;

/// <summary>What came back.</summary>
internal sealed record ApiAnswer(int Status, string? ContentType, string Body, string? Location, string? RetryAfter)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Code => ContentType == "application/problem+json" ? Text("code") : null;

    public string? Text(string member) => Json.TryGetProperty(member, out JsonElement value) ? value.ToString() : null;

    /// <summary>Says whether a field is named as wrong.</summary>
    public bool Names(string field) =>
        ContentType == "application/problem+json" && Json.TryGetProperty("errors", out JsonElement errors) && errors.TryGetProperty(field, out JsonElement said) && said.GetArrayLength() > 0;
}
