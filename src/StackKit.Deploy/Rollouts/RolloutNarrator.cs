using System.Collections.Frozen;
using System.Globalization;
using StackKit.Events;

namespace StackKit.Deploy;

/// <summary>Says in a sentence what an event means.</summary>
internal static class RolloutNarrator
{
    public static StackKitEvent Tell(Rollout rollout, RolloutEvent next) => new()
    {
        Id = $"{rollout.Id}/{next.Sequence.ToString(CultureInfo.InvariantCulture)}",
        Source = "StackKit.Deploy",
        Kind = KindOf(next),
        Subject = rollout.Service,
        Time = next.Time,
        Severity = SeverityOf(next),
        Message = Describe(rollout, next),
        Attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["rollout"] = rollout.Id,
            ["stable"] = rollout.Stable ?? "",
            ["candidate"] = rollout.Candidate,
            ["actor"] = next.Actor,
        }.ToFrozenDictionary(StringComparer.Ordinal),
    };

    public static string Describe(Rollout rollout, RolloutEvent next) => next switch
    {
        RolloutEvent.Created => rollout.Stable is null
            ? $"{next.Actor} asked for the first release of {rollout.Service}: {rollout.Candidate}{Because(next)}."
            : $"{next.Actor} asked to release {rollout.Service} {rollout.Candidate} after {rollout.Stable}{Because(next)}.",
        RolloutEvent.PhaseChanged changed => changed.Decision is null ? $"{changed.From} -> {changed.To}." : $"{changed.From} -> {changed.To}: {changed.Decision.Text}",
        RolloutEvent.StepChanged step => FormattableString.Invariant($"Step {step.Step + 1} of {rollout.Plan.Steps.Length} ({Describe(rollout.Plan.Steps[step.Step])}) is {step.StepPhase}{(step.Decision is null ? "" : ": " + step.Decision.Text)}{(step.Decision is null ? "." : "")}"),
        RolloutEvent.RollbackChanged rollback => $"Undoing: {rollback.RollbackPhase}.",
        RolloutEvent.RoutingChanged routing => string.Create(CultureInfo.InvariantCulture, $"Routing generation {routing.Generation}: {rollout.Candidate} has {routing.CandidateWeight:P2}{(routing.Rules.IsEmpty ? "" : $" and {routing.Rules.Length} rules")}."),
        RolloutEvent.Paused paused => $"Paused ({paused.Pause}) by {paused.Actor}{Because(paused)}.",
        RolloutEvent.Resumed resumed => $"No longer paused ({resumed.Pause}), by {resumed.Actor}{Because(resumed)}.",
        RolloutEvent.OperationStarted started => $"{started.Operation.Kind} {started.Operation.Subject ?? started.Operation.Version} begins.",
        RolloutEvent.OperationFinished finished => $"{finished.Key} {finished.Status}{(finished.Detail is null ? "." : ": " + finished.Detail)}",
        RolloutEvent.InstanceMoved moved => $"Instance {moved.InstanceId} is {moved.Stage}.",
        RolloutEvent.GateAnswered answered => $"The gate '{answered.Answer.Gate}' was {(answered.Answer.Approved ? "approved" : "rejected")} by {answered.Answer.Actor}{Because(answered)}.",
        RolloutEvent.Noted noted => noted.Text,
        RolloutEvent.Adopted adopted => FormattableString.Invariant($"{adopted.Actor} had the state of event {adopted.State.Sequence} written again after the store had lost it{Because(adopted)}."),
        _ => next.GetType().Name,
    };

    public static string Describe(RolloutStep step) => step switch
    {
        RolloutStep.SetWeight weight => string.Create(CultureInfo.InvariantCulture, $"weight {weight.Weight * 100:0.##} %"),
        RolloutStep.Pause pause => $"pause {pause.Duration}",
        RolloutStep.Analyse { Metrics.IsEmpty: false } analyse => $"analysis of {string.Join(", ", analyse.Metrics.Select(m => m.Name))}",
        RolloutStep.Analyse analyse => analyse.RequireEvidence ? "analysis, evidence needed" : "analysis",
        RolloutStep.SetRule rule => $"{(rule.Remove ? "no rule" : "rule")} {rule.Rule.Name}",
        RolloutStep.RunHook hook => $"hook {hook.Name}",
        RolloutStep.AwaitGate gate => gate.Approvals == 1 ? $"gate {gate.Name}" : FormattableString.Invariant($"gate {gate.Name}, {gate.Approvals} people"),
        _ => step.GetType().Name,
    };

    private static string KindOf(RolloutEvent next) => next switch
    {
        RolloutEvent.PhaseChanged { To: RolloutPhase.Succeeded } => "rollout.promoted",
        RolloutEvent.PhaseChanged { To: RolloutPhase.RolledBack } => "rollout.rolled-back",
        RolloutEvent.PhaseChanged changed => $"rollout.{Dashed(changed.To.ToString())}",
        RolloutEvent.StepChanged { StepPhase: StepPhase.Completing } => "rollout.step-completed",
        RolloutEvent.OperationStarted => "rollout.operation-started",
        RolloutEvent.OperationFinished => "rollout.operation-finished",
        _ => $"rollout.{Dashed(next.GetType().Name)}",
    };

    private static EventSeverity SeverityOf(RolloutEvent next) => next switch
    {
        RolloutEvent.PhaseChanged { To: RolloutPhase.RollbackFailed or RolloutPhase.Held } => EventSeverity.Critical,
        RolloutEvent.PhaseChanged { To: RolloutPhase.RollingBack or RolloutPhase.Failed } => EventSeverity.Warning,
        RolloutEvent.Adopted => EventSeverity.Critical,
        RolloutEvent.OperationFinished { Status: OperationStatus.Failed } or RolloutEvent.Noted { Refused: true } => EventSeverity.Warning,
        _ => EventSeverity.Information,
    };

    private static string Because(RolloutEvent next) => string.IsNullOrWhiteSpace(next.Reason) ? "" : $": {next.Reason}";

    private static string Dashed(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));
}
