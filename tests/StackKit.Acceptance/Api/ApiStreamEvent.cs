using System.Text.Json;

namespace StackKit.Acceptance.Api;

/// <summary>A server-sent event as a browser sees it.</summary>
internal sealed record ApiStreamEvent(string? Id, string Name, string Data)
{
    public long Sequence => JsonDocument.Parse(Data).RootElement.GetProperty("sequence").GetInt64();
}
