using System.Text.Json.Serialization;

namespace StackKit.Deploy.Analysis;

/// <summary>A verdict and everything it rests on: what is printed when somebody asks why, and what is stored. Immutable.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record AnalysisReport
{
    /// <summary>Gets the verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>
    /// Gets the reason in one word for programs: ErrorRate, AbsoluteErrorRate or Latency for a rollback; EvidenceReached or NothingAgainst to go on; Collecting while
    /// it goes on; BaselineUnhealthy, InsufficientEvidence or Undecided when inconclusive; SuccessCondition, FailureLimit, InconclusiveLimit,
    /// ConsecutiveErrorLimit or FailedChecks from fixed thresholds.
    /// </summary>
    public required string Code { get; init; }

    /// <summary>Gets the reason as one sentence for people, with the figures.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the evidence of each metric; empty from fixed thresholds.</summary>
    public IReadOnlyList<MetricEvidence> Metrics { get; init; } = [];

    /// <summary>Gets the measurements of each metric judged by fixed thresholds; empty otherwise.</summary>
    public IReadOnlyList<ThresholdEvidence> Thresholds { get; init; } = [];

    /// <summary>Gets the natural logarithm of the evidence for a rollback, all metrics together; null from fixed thresholds.</summary>
    public double? LogRollback { get; init; }

    /// <summary>Gets what <see cref="LogRollback"/> has to reach: ln 1/α; null from fixed thresholds.</summary>
    public double? LogRollbackThreshold { get; init; }

    /// <summary>Gets the p-value, valid at every look, against "the candidate is as good as it must be" in all metrics together; null from fixed thresholds.</summary>
    public double? PValue { get; init; }

    /// <summary>Gets the share of the candidate's requests that failed since the rollout began; null before the first request.</summary>
    public double? CandidateErrorRate { get; init; }

    /// <summary>Gets the share of stable's requests that failed since the rollout began; null before the first request.</summary>
    public double? StableErrorRate { get; init; }

    /// <summary>Gets how many times as often as stable the candidate fails; null unless it was asked for.</summary>
    public RateRatioInterval? RateRatio { get; init; }

    /// <summary>Gets what should be known when reading the verdict, as full sentences; usually empty.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}
