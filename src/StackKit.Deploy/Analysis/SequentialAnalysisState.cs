using System.Text.Json.Serialization;

namespace StackKit.Deploy.Analysis;

/// <summary>What has to be stored of a <see cref="SequentialAnalysis"/> so that a successor goes on exactly where it was: starting over would spend α twice.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
internal sealed record SequentialAnalysisState
{
    /// <summary>Gets the options that the evidence was collected under, as one string.</summary>
    public required string Options { get; init; }

    /// <summary>Gets how many steps the rollout has.</summary>
    public required int Steps { get; init; }

    /// <summary>Gets the step in progress; -1 before the first.</summary>
    public required int Step { get; init; }

    /// <summary>Gets the evidence that the candidate fails more often than stable.</summary>
    public required RestartedKernelState Error { get; init; }

    /// <summary>Gets the evidence that the candidate fails more often than the ceiling; null without one.</summary>
    public RestartedKernelState? Absolute { get; init; }

    /// <summary>Gets the evidence that stable fails too often to compare with.</summary>
    public required RestartedKernelState Baseline { get; init; }

    /// <summary>Gets the evidence of this step that the candidate is good enough.</summary>
    public required double[] Promote { get; init; }

    /// <summary>Gets the evidence from latencies; null when they are not judged.</summary>
    public LatencyEvidenceState? Latency { get; init; }

    /// <summary>Gets the counts since the rollout began.</summary>
    public required ArmTotals Totals { get; init; }

    /// <summary>Gets the counts since the step began.</summary>
    public required ArmTotals StepTotals { get; init; }

    /// <summary>Gets the failures at each weight; null when there were too many weights to keep.</summary>
    public WeightedFailures[]? Failures { get; init; }

    /// <summary>Gets how many latencies of both arms were looked at.</summary>
    public long CandidateLatencies { get; init; }

    /// <summary>Gets how many latencies of both arms were looked at.</summary>
    public long StableLatencies { get; init; }

    /// <summary>Gets the largest log evidence of all metrics together.</summary>
    public required double Peak { get; init; }
}
