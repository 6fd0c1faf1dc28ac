using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using StackKit.Deploy.Analysis;
using StackKit.Deploy.Store;

namespace StackKit.Deploy;

/// <summary>Why a rollout is where it is, from stored evidence only.</summary>
public sealed record Explanation
{
    /// <summary>Gets the rollout.</summary>
    public required string RolloutId { get; init; }

    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the version that served when it began; null on the very first one.</summary>
    public string? Stable { get; init; }

    /// <summary>Gets the version that was released.</summary>
    public required string Candidate { get; init; }

    /// <summary>Gets where the rollout stands.</summary>
    public required RolloutPhase Phase { get; init; }

    /// <summary>Gets the step that was under way when it was decided, as people count; null when there was none.</summary>
    public int? Step { get; init; }

    /// <summary>Gets that step in words; null when there was none.</summary>
    public string? StepText { get; init; }

    /// <summary>Gets the generation of the routing that was in force.</summary>
    public required long Generation { get; init; }

    /// <summary>Gets the candidate's share when it was decided, 0 to 1.</summary>
    public required double CandidateWeight { get; init; }

    /// <summary>Gets the decision; null while nothing has been decided.</summary>
    public RolloutReason? Decision { get; init; }

    /// <summary>Gets who decided; <c>stackkit</c> when the evidence did.</summary>
    public required string Actor { get; init; }

    /// <summary>Gets what happened, a sentence an event.</summary>
    public required ImmutableArray<string> Timeline { get; init; }

    /// <summary>Gets the explanation as JSON.</summary>
    /// <returns>One object.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, DeployJson.Default.Explanation);

    /// <summary>Gets the explanation as text for a terminal or a ticket.</summary>
    /// <returns>Several lines.</returns>
    public string ToText()
    {
        StringBuilder text = new();
        text.Append(FormattableString.Invariant($"{Service}: {Stable ?? "(nothing)"} -> {Candidate} is {Phase}"));
        text.Append(Decision is null ? ".\n" : $" ({Decision.Code}).\n");
        if (Decision is not null)
        {
            text.Append(FormattableString.Invariant($"  why       {Decision.Text}\n"));
            text.Append(FormattableString.Invariant($"  decided   by {Actor}{(Step is null ? "" : FormattableString.Invariant($", in step {Step} ({StepText})"))}, routing generation {Generation}, candidate weight {CandidateWeight:P2}\n"));
            AppendEvidence(text, Decision.Evidence);
        }

        text.Append("  timeline\n");
        foreach (string line in Timeline)
        {
            text.Append("    ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    internal static Explanation Of(RolloutState state, IReadOnlyList<RolloutEvent> events)
    {
        RolloutState at = Decisive(events, out RolloutEvent? decisive);
        return new Explanation
        {
            RolloutId = state.Rollout.Id,
            Service = state.Rollout.Service,
            Stable = state.Rollout.Stable,
            Candidate = state.Rollout.Candidate,
            Phase = state.Phase,
            Step = at.CurrentStep is null ? null : at.Step + 1,
            StepText = at.CurrentStep is null ? null : RolloutNarrator.Describe(at.CurrentStep),
            Generation = at.Generation,
            CandidateWeight = at.CandidateWeight,
            Decision = state.Reason,
            Actor = decisive?.Actor ?? "stackkit",
            Timeline = [.. events.Where(IsTold).Select(e => FormattableString.Invariant($"{e.Time:HH:mm:ss.fff}  {RolloutNarrator.Describe(state.Rollout, e)}"))],
        };
    }

    // The state just before the event that carried the last decision: what was in force then is what the decision is about.
    private static RolloutState Decisive(IReadOnlyList<RolloutEvent> events, out RolloutEvent? decisive)
    {
        RolloutState state = RolloutReducer.Apply(null, events[0]);
        RolloutState before = state;
        RolloutReason? told = null;
        decisive = null;
        foreach (RolloutEvent next in events.Skip(1))
        {
            RolloutReason? decision = next switch
            {
                RolloutEvent.PhaseChanged { Trigger: not RolloutTrigger.RollbackCompleted } changed => changed.Decision,
                RolloutEvent.Paused paused => paused.Decision,
                _ => null,
            };
            if (decision is not null && decision != told)
            {
                before = state;
                told = decision;
                decisive = next;
            }

            state = RolloutReducer.Apply(state, next);
        }

        return decisive is null ? state : before;
    }

    private static bool IsTold(RolloutEvent next) => next is not (RolloutEvent.StepChanged { StepPhase: StepPhase.Entering or StepPhase.Applying or StepPhase.Converging, Decision: null } or RolloutEvent.OperationStarted);

    private static void AppendEvidence(StringBuilder text, AnalysisReport? report)
    {
        if (report is null)
        {
            return;
        }

        if (report is { LogRollback: double log, LogRollbackThreshold: double bound })
        {
            text.Append(FormattableString.Invariant($"  evidence  all metrics together: e-value {Math.Exp(log):G4}, taken back at {Math.Exp(bound):G4}\n"));
        }

        foreach (MetricEvidence metric in report.Metrics)
        {
            text.Append(FormattableString.Invariant($"  evidence  {metric.Name}: candidate {metric.CandidateFailures} of {metric.CandidateRequests}, stable {metric.StableFailures} of {metric.StableRequests}, e-value {Math.Exp(metric.LogRollback):G4}, weight {metric.Weight:G3}\n"));
        }

        foreach (string notice in report.Notices)
        {
            text.Append("  notice    ").Append(notice).Append('\n');
        }
    }
}
