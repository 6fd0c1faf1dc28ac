using System.Text.Json.Serialization;

namespace StackKit.Webhooks;

/// <summary>How the outbox is stored.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OutboxEntry))]
[JsonSerializable(typeof(FinishedMark))]
internal sealed partial class OutboxJson : JsonSerializerContext;
