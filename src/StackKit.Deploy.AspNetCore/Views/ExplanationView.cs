using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>Why a rollout is where it is; the members of <see cref="Explanation"/>.</summary>
internal sealed record ExplanationView
{
    public required string RolloutId { get; init; }

    public required string Service { get; init; }

    public string? Stable { get; init; }

    public required string Candidate { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<RolloutPhase>))]
    public required RolloutPhase Phase { get; init; }

    [Description("The step that was under way when it was decided, from 1; left out when there was none.")]
    public int? Step { get; init; }

    public string? StepText { get; init; }

    public required long Generation { get; init; }

    public required double CandidateWeight { get; init; }

    [Description("Left out while nothing has been decided.")]
    public DecisionView? Decision { get; init; }

    [Description("Who decided; stackkit when the evidence did.")]
    public required string Actor { get; init; }

    [Description("What happened, a sentence an event.")]
    public required ImmutableArray<string> Timeline { get; init; }

    public static ExplanationView Of(Explanation explanation) => new()
    {
        RolloutId = explanation.RolloutId,
        Service = explanation.Service,
        Stable = explanation.Stable,
        Candidate = explanation.Candidate,
        Phase = explanation.Phase,
        Step = explanation.Step,
        StepText = explanation.StepText,
        Generation = explanation.Generation,
        CandidateWeight = explanation.CandidateWeight,
        Decision = DecisionView.Of(explanation.Decision),
        Actor = explanation.Actor,
        Timeline = explanation.Timeline,
    };
}
