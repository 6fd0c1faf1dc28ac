using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using StackKit.Coordination;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>How a rollout stands, or how it ended.</summary>
internal sealed record RolloutView
{
    public required string Id { get; init; }

    public required string Service { get; init; }

    [Description("The version that served when it began; left out on the very first one.")]
    public string? Stable { get; init; }

    public required string Candidate { get; init; }

    public ArtifactView? StableArtifact { get; init; }

    public ArtifactView? CandidateArtifact { get; init; }

    public required bool IsRollback { get; init; }

    public required string Strategy { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<RolloutPhase>))]
    public required RolloutPhase Phase { get; init; }

    public required bool IsTerminal { get; init; }

    [Description("The current step, from 1; left out before the first.")]
    public int? Step { get; init; }

    [Description("How many steps there are.")]
    public required int Steps { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<StepPhase>))]
    public StepPhase? StepPhase { get; init; }

    public string? StepText { get; init; }

    [Description("The share of traffic that the candidate is meant to have, 0 to 1.")]
    public required double CandidateWeight { get; init; }

    [Description("The generation of the routing last written.")]
    public required long Generation { get; init; }

    public required ImmutableArray<PauseView> Pauses { get; init; }

    [Description("The gate that the rollout waits for; left out otherwise.")]
    public string? Gate { get; init; }

    public ReasonView? Reason { get; init; }

    [Description("Who asked for it.")]
    public required string Actor { get; init; }

    public string? StartReason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required ImmutableArray<InstanceView> Instances { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<StoreHealth>))]
    public required StoreHealth Store { get; init; }

    [Description("Only where an abort is answered: whether the store has it, or only this process until the store answers.")]
    public bool? Stored { get; init; }

    public static RolloutView Of(RolloutState state, StoreHealth store)
    {
        Rollout rollout = state.Rollout;
        RolloutStep? step = state.CurrentStep;
        bool progressing = state.Phase == RolloutPhase.Progressing && step is not null;
        return new RolloutView
        {
            Id = rollout.Id,
            Service = rollout.Service,
            Stable = rollout.Stable,
            Candidate = rollout.Candidate,
            StableArtifact = ArtifactView.Of(rollout.StableArtifact),
            CandidateArtifact = ArtifactView.Of(rollout.CandidateArtifact),
            IsRollback = rollout.IsRollback,
            Strategy = rollout.Plan.Strategy,
            Phase = state.Phase,
            IsTerminal = state.IsTerminal,
            Step = step is null ? null : state.Step + 1,
            Steps = rollout.Plan.Steps.Length,
            StepPhase = progressing ? state.StepPhase : null,
            StepText = step?.ToText(),
            CandidateWeight = state.CandidateWeight,
            Generation = state.Generation,
            Pauses = [.. state.Pauses.Select(PauseView.Of)],
            Gate = progressing && state.StepPhase == Deploy.StepPhase.GateWaiting && step is RolloutStep.AwaitGate gate ? gate.Name : null,
            Reason = ReasonView.Of(state.Reason),
            Actor = rollout.Actor,
            StartReason = rollout.Reason,
            CreatedAt = rollout.CreatedAt,
            Instances = [.. state.Instances.Select(InstanceView.Of)],
            Store = store,
        };
    }
}
