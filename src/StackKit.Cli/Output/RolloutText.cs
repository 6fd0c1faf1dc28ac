using System.Globalization;
using StackKit.Cli.Api;

namespace StackKit.Cli.Output;

/// <summary>Puts a rollout into lines: clean text without colours.</summary>
internal static class RolloutText
{
    private const int BarWidth = 40;

    /// <summary>Gets one line that says where it stands.</summary>
    public static string Headline(RolloutView view) =>
        $"{Clean(view.Service)}: {Clean(view.Stable ?? "(nothing)")} -> {Clean(view.Candidate)} is {Clean(view.Phase)}{(view.IsRollback ? " (rollback)" : "")}{(view.Reason?.Code is string code ? $" ({Clean(code)})" : "")}";

    /// <summary>Gets where it stands, in one line without names.</summary>
    public static string Progress(RolloutView view) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Clean(view.Phase)}{(view.Step is int step ? $", step {step} of {view.Steps ?? 0}{(view.StepText is null ? "" : $": {Clean(view.StepText)}")}" : "")}, candidate {Percent(view.CandidateWeight)}{(view.Pauses is { Count: > 0 } pauses ? $", waits for {string.Join(" and ", pauses.Select(p => Clean(p.Reason)))}" : "")}");

    /// <summary>Gets everything that is worth knowing; the evidence is null while there is none.</summary>
    public static IEnumerable<string> Lines(RolloutView view, EvidenceView? evidence)
    {
        yield return Headline(view);
        yield return Line("rollout", $"{Clean(view.Id)} by {Clean(view.Actor)}{(view.CreatedAt is DateTimeOffset at ? $" at {Time(at)}" : "")}{(view.StartReason is null ? "" : $": {Clean(view.StartReason)}")}");
        if (view.Step is int step)
        {
            yield return Line("step", string.Create(CultureInfo.InvariantCulture, $"{step} of {view.Steps ?? 0} by {Clean(view.Strategy)}: {Clean(view.StepText)} ({Clean(view.StepPhase)})"));
        }

        yield return Line("stable", Bar(1 - view.CandidateWeight, view.Stable ?? "(nothing)"));
        yield return Line("candidate", Bar(view.CandidateWeight, view.Candidate));
        if (evidence is not null)
        {
            yield return Line("evidence", Evidence(evidence));
        }

        if (view.Reason is ReasonView reason)
        {
            yield return Line("why", $"{Clean(reason.Code)}: {Clean(reason.Text)}");
        }

        foreach (PauseView pause in view.Pauses ?? [])
        {
            yield return Line("waits", $"{Clean(pause.Reason)}{(pause.Since is DateTimeOffset since ? $" since {Time(since)}" : "")}{(pause.Actor is null ? "" : $" by {Clean(pause.Actor)}")}{(pause.Text is null ? "" : $": {Clean(pause.Text)}")}");
        }

        if (view.Gate is string gate)
        {
            yield return Line("gate", $"{Clean(gate)}: answer it by 'stackkit rollout approve' or 'reject'");
        }

        foreach (string line in Artifacts(view))
        {
            yield return line;
        }

        foreach (InstanceView instance in view.Instances ?? [])
        {
            yield return Line("instance", $"{Clean(instance.Id)} version {Clean(instance.Version)} {Clean(instance.Stage)}{(instance.Ready switch { true => ", ready", false => ", not ready", null => "" })}{(instance.Address is null ? "" : $" at {Clean(instance.Address)}")}");
        }

        if (view.Store is not (null or "Live"))
        {
            yield return Line("store", Clean(view.Store));
        }
    }

    public static string Event(EventView happened) =>
        $"{(happened.Time is DateTimeOffset at ? at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture) : "--:--:--")}  {Clean(happened.Text ?? happened.Kind)}";

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{(double.IsFinite(share) ? Math.Clamp(share, 0, 1) * 100 : 0):0.##} %");

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Line(string label, string text) => $"  {label,-10} {text}";

    private static string Bar(double share, string? version)
    {
        int full = double.IsFinite(share) ? (int)Math.Round(Math.Clamp(share, 0, 1) * BarWidth) : 0;
        return $"[{new string('#', full)}{new string('.', BarWidth - full)}] {Percent(share),8}  {Clean(version)}";
    }

    private static string Evidence(EvidenceView evidence) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Clean(evidence.Verdict)}{(evidence.Text is null ? "" : $": {Clean(evidence.Text)}")}{(evidence is { LogRollback: double log, LogRollbackThreshold: double bound } ? $" (e-value {Math.Exp(log):G4}, taken back at {Math.Exp(bound):G4})" : "")}");

    private static IEnumerable<string> Artifacts(RolloutView view)
    {
        if (view.StableArtifact is ArtifactView stable)
        {
            yield return Line("artefact", $"{Clean(view.Stable)}: {Clean(stable.ToString())}");
        }

        if (view.CandidateArtifact is ArtifactView candidate)
        {
            yield return Line("artefact", $"{Clean(view.Candidate)}: {Clean(candidate.ToString())}");
        }
    }

    private static string Clean(string? text) => TerminalText.Clean(text);
}
