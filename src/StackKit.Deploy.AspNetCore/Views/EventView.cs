using System.ComponentModel;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>An entry of the audit trail.</summary>
internal sealed record EventView
{
    [Description("The position in the rollout's log, from 1, without gaps.")]
    public required long Sequence { get; init; }

    public required DateTimeOffset Time { get; init; }

    [Description("What happened: created, phase-changed, step-changed, rollback-changed, routing-changed, paused, resumed, operation-started, operation-finished, instance-moved, gate-answered, noted or adopted.")]
    public required string Kind { get; init; }

    [Description("Who caused it; stackkit when the control loop did.")]
    public required string Actor { get; init; }

    public string? Reason { get; init; }

    [Description("The command that it answers; left out when no command asked for it.")]
    public string? CommandId { get; init; }

    [Description("The event in a sentence.")]
    public required string Text { get; init; }

    [Description("What only events of this kind have.")]
    public required EventDataView Data { get; init; }

    public static EventView Of(Rollout rollout, RolloutEvent next) => new()
    {
        Sequence = next.Sequence,
        Time = next.Time,
        Kind = KindOf(next),
        Actor = next.Actor,
        Reason = next.Reason,
        CommandId = next.CommandId,
        Text = next.ToText(rollout),
        Data = EventDataView.Of(next),
    };

    private static string KindOf(RolloutEvent next) => next switch
    {
        RolloutEvent.Created => "created",
        RolloutEvent.PhaseChanged => "phase-changed",
        RolloutEvent.StepChanged => "step-changed",
        RolloutEvent.RollbackChanged => "rollback-changed",
        RolloutEvent.RoutingChanged => "routing-changed",
        RolloutEvent.Paused => "paused",
        RolloutEvent.Resumed => "resumed",
        RolloutEvent.OperationStarted => "operation-started",
        RolloutEvent.OperationFinished => "operation-finished",
        RolloutEvent.InstanceMoved => "instance-moved",
        RolloutEvent.GateAnswered => "gate-answered",
        RolloutEvent.Noted => "noted",
        RolloutEvent.Adopted => "adopted",
        _ => "other",
    };
}
