using System.Text.Json.Serialization;
using StackKit.Deploy.Control;
using StackKit.Deploy.Evidence;

namespace StackKit.Deploy.Store;

/// <summary>How everything is written in the store; generated, so that no reflection is needed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RolloutState))]
[JsonSerializable(typeof(RolloutEvent))]
[JsonSerializable(typeof(RolloutEvent[]))]
[JsonSerializable(typeof(RolloutProgress))]
[JsonSerializable(typeof(StableRecord))]
[JsonSerializable(typeof(RoutingTerm))]
[JsonSerializable(typeof(RoutingSnapshot))]
[JsonSerializable(typeof(RouterReport))]
[JsonSerializable(typeof(RolloutCommand))]
[JsonSerializable(typeof(CommandAnswer))]
[JsonSerializable(typeof(Explanation))]
internal sealed partial class DeployJson : JsonSerializerContext;
