using System.Text.Json;
using System.Text.Json.Serialization;

namespace StackKit.Cli.Api;

/// <summary>How the types of the management API are read and written, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ItemsView<ServiceView>))]
[JsonSerializable(typeof(ItemsView<RolloutView>))]
[JsonSerializable(typeof(ItemsView<EventView>))]
[JsonSerializable(typeof(ProblemView))]
[JsonSerializable(typeof(EvidenceView))]
[JsonSerializable(typeof(ForecastView))]
[JsonSerializable(typeof(ReceiptView))]
[JsonSerializable(typeof(StartBody))]
[JsonSerializable(typeof(CommandBody))]
[JsonSerializable(typeof(RollbackBody))]
internal sealed partial class ApiJson : JsonSerializerContext;
