using System.Text.Json.Serialization;
using StackKit.Deploy.AspNetCore.Bodies;
using StackKit.Deploy.AspNetCore.Problems;
using StackKit.Deploy.AspNetCore.Views;

namespace StackKit.Deploy.AspNetCore;

/// <summary>How everything is written to clients; generated, so that no reflection is needed. The bodies are here for the description of the API only.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ServiceList))]
[JsonSerializable(typeof(RolloutList))]
[JsonSerializable(typeof(EventList))]
[JsonSerializable(typeof(ExplanationView))]
[JsonSerializable(typeof(ForecastView))]
[JsonSerializable(typeof(StartedView))]
[JsonSerializable(typeof(StoredView))]
[JsonSerializable(typeof(RollbackView))]
[JsonSerializable(typeof(AdoptView))]
[JsonSerializable(typeof(CommandBody))]
[JsonSerializable(typeof(GateBody))]
[JsonSerializable(typeof(AdoptBody))]
[JsonSerializable(typeof(RollbackBody))]
[JsonSerializable(typeof(ForecastBody))]
[JsonSerializable(typeof(StartBody))]
internal sealed partial class DeployApiJson : JsonSerializerContext;
