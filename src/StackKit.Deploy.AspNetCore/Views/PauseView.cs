using System.Text.Json.Serialization;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>One reason why a rollout does not move on.</summary>
internal sealed record PauseView
{
    [JsonConverter(typeof(JsonStringEnumConverter<PauseReason>))]
    public required PauseReason Reason { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required string Actor { get; init; }

    public string? Text { get; init; }

    public static PauseView Of(RolloutPause pause) => new() { Reason = pause.Reason, Since = pause.Since, Actor = pause.Actor, Text = pause.Text };
}
