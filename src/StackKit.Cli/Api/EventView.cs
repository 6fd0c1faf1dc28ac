using System.Text.Json;

namespace StackKit.Cli.Api;

/// <summary>Something that happened to a rollout.</summary>
internal sealed record EventView
{
    public long Sequence { get; init; }

    public DateTimeOffset? Time { get; init; }

    public string? Kind { get; init; }

    public string? Actor { get; init; }

    public string? Reason { get; init; }

    public string? Text { get; init; }

    public JsonElement Data { get; init; }

    /// <summary>Reads a member of the event's own; null when it is not there or not a text.</summary>
    public string? TextOf(string member) =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Reads a member of the event's own; null when it is not there or not a whole number.</summary>
    public long? NumberOf(string member) =>
        Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : null;
}
