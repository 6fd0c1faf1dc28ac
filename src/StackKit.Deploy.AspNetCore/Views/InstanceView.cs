using System.Text.Json.Serialization;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>An instance as a rollout knows it. What its target remembers about it is not shown.</summary>
internal sealed record InstanceView
{
    public required string Id { get; init; }

    public required string Version { get; init; }

    public string? Address { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<InstanceStage>))]
    public required InstanceStage Stage { get; init; }

    public required bool Ready { get; init; }

    public static InstanceView Of(RolloutInstance instance) => new()
    {
        Id = instance.Target.Id,
        Version = instance.Target.Version,
        Address = instance.Target.Address,
        Stage = instance.Stage,
        Ready = instance.Target.Ready,
    };
}
