using System.Text.Json.Serialization;

namespace StackKit.Deploy.Processes.Journal;

/// <summary>How records are written; generated, so that no reflection is needed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, IgnoreReadOnlyProperties = false)]
[JsonSerializable(typeof(ProcessRecord))]
internal sealed partial class JournalJson : JsonSerializerContext;
