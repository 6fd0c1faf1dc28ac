using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>What single kinds of events have; members of other kinds are left out.</summary>
internal sealed record EventDataView
{
    public string? Stable { get; init; }

    public string? Candidate { get; init; }

    public long? Generation { get; init; }

    public double? CandidateWeight { get; init; }

    [Description("The names of the routing rules in force.")]
    public ImmutableArray<string>? Rules { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<RolloutPhase>))]
    public RolloutPhase? From { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<RolloutPhase>))]
    public RolloutPhase? To { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<RolloutTrigger>))]
    public RolloutTrigger? Trigger { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<RolloutPhase>))]
    public RolloutPhase? RollbackOutcome { get; init; }

    public DecisionView? Decision { get; init; }

    [Description("From 1.")]
    public int? Step { get; init; }

    [Description("How often the step was begun, from 0.")]
    public int? Attempt { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<StepPhase>))]
    public StepPhase? StepPhase { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<RollbackPhase>))]
    public RollbackPhase? RollbackPhase { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<PauseReason>))]
    public PauseReason? Pause { get; init; }

    [Description("The key of an operation.")]
    public string? Key { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<OperationKind>))]
    public OperationKind? Operation { get; init; }

    public string? Subject { get; init; }

    public string? Version { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<OperationStatus>))]
    public OperationStatus? Status { get; init; }

    public string? Detail { get; init; }

    public string? InstanceId { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<InstanceStage>))]
    public InstanceStage? Stage { get; init; }

    public string? Gate { get; init; }

    public bool? Approved { get; init; }

    public string? Code { get; init; }

    public bool? Refused { get; init; }

    public static EventDataView Of(RolloutEvent next) => next switch
    {
        RolloutEvent.Created created => new() { Stable = created.Rollout.Stable, Candidate = created.Rollout.Candidate, Generation = created.Generation },
        RolloutEvent.PhaseChanged changed => new() { From = changed.From, To = changed.To, Trigger = changed.Trigger, RollbackOutcome = changed.RollbackOutcome, Decision = DecisionView.Of(changed.Decision) },
        RolloutEvent.StepChanged step => new() { Step = step.Step + 1, Attempt = step.Attempt, StepPhase = step.StepPhase, Decision = DecisionView.Of(step.Decision) },
        RolloutEvent.RollbackChanged rollback => new() { RollbackPhase = rollback.RollbackPhase },
        RolloutEvent.RoutingChanged routing => new() { Generation = routing.Generation, CandidateWeight = routing.CandidateWeight, Rules = [.. routing.Rules.Select(r => r.Name)] },
        RolloutEvent.Paused paused => new() { Pause = paused.Pause, Decision = DecisionView.Of(paused.Decision) },
        RolloutEvent.Resumed resumed => new() { Pause = resumed.Pause },
        RolloutEvent.OperationStarted started => new() { Key = started.Operation.Key, Operation = started.Operation.Kind, Subject = started.Operation.Subject, Version = started.Operation.Version },
        RolloutEvent.OperationFinished finished => new() { Key = finished.Key, Status = finished.Status, InstanceId = finished.Instance?.Id, Detail = finished.Detail },
        RolloutEvent.InstanceMoved moved => new() { InstanceId = moved.InstanceId, Stage = moved.Stage },
        RolloutEvent.GateAnswered answered => new() { Gate = answered.Answer.Gate, Approved = answered.Answer.Approved, Step = answered.Answer.Step + 1 },
        RolloutEvent.Noted noted => new() { Code = noted.Code, Refused = noted.Refused },
        RolloutEvent.Adopted adopted => new() { Generation = adopted.State.Generation, CandidateWeight = adopted.State.CandidateWeight, To = adopted.State.Phase },
        _ => new(),
    };
}
