using System.Globalization;
using System.Text.Json;

namespace StackKit.Webhooks;

/// <summary>Reads the answers of receivers that say <c>200</c> whatever happened, and put the truth into a number of the body.</summary>
internal static class ProviderAnswer
{
    public const int MaximumBytes = 16 * 1024;

    /// <summary>Finds the number that is not 0. An answer without that number did not come from the receiver, and confirms nothing.</summary>
    public static string? FindFault(ReadOnlyMemory<byte> answer, string property)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(property, out JsonElement element)
                && element.ValueKind == JsonValueKind.Number
                && element.TryGetInt64(out long code)
                ? code == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{property}_{code}")
                : "answer_without_code";
        }
        catch (JsonException)
        {
            return "unreadable_answer";
        }
    }
}
