using System.Text.Json.Serialization;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>One reason why a rollout does not move on.</summary>
internal sealed record PauseView(
    [property: JsonConverter(typeof(JsonStringEnumConverter<PauseReason>))] PauseReason Reason,
    DateTimeOffset Since,
    string Actor,
    string? Text)
{
    public static PauseView Of(RolloutPause pause) => new(pause.Reason, pause.Since, pause.Actor, pause.Text);
}
