using System.Text.Json.Serialization;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>An instance as a rollout knows it. What its target remembers about it is not shown.</summary>
internal sealed record InstanceView(
    string Id,
    string Version,
    string? Address,
    [property: JsonConverter(typeof(JsonStringEnumConverter<InstanceStage>))] InstanceStage Stage,
    bool Ready)
{
    public static InstanceView Of(RolloutInstance instance) =>
        new(instance.Target.Id, instance.Target.Version, instance.Target.Address, instance.Stage, instance.Target.Ready);
}
