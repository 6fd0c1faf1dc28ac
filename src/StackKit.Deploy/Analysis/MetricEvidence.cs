using System.Text.Json.Serialization;

namespace StackKit.Deploy.Analysis;

/// <summary>What one metric contributes to a verdict. Immutable.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record MetricEvidence
{
    /// <summary>Gets the name: ErrorRate, AbsoluteErrorRate, BaselineErrorRate, or Latency and its bound, such as <c>Latency &gt; 53 ms</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the part of the stake that is bet on this metric; 0 for one that takes no part in a rollback.</summary>
    public required double Weight { get; init; }

    /// <summary>Gets how many requests of the candidate were looked at since the rollout began.</summary>
    public required long CandidateRequests { get; init; }

    /// <summary>Gets how many of them failed, or took longer than the bound.</summary>
    public required long CandidateFailures { get; init; }

    /// <summary>Gets how many requests of stable were looked at since the rollout began.</summary>
    public required long StableRequests { get; init; }

    /// <summary>Gets how many of them failed, or took longer than the bound.</summary>
    public required long StableFailures { get; init; }

    /// <summary>Gets the natural logarithm of the evidence that the candidate is worse than it may be (for BaselineErrorRate: that stable is).</summary>
    public required double LogRollback { get; init; }

    /// <summary>Gets what the evidence of all metrics, weighted, has to reach: ln 1/α.</summary>
    public required double LogRollbackThreshold { get; init; }

    /// <summary>Gets the natural logarithm of the evidence of this step that the candidate is good enough; null where a promotion asks for none.</summary>
    public double? LogPromote { get; init; }

    /// <summary>Gets what <see cref="LogPromote"/> has to reach: ln 1/β; null where a promotion asks for none.</summary>
    public double? LogPromoteThreshold { get; init; }

    /// <summary>Gets the p-value, valid at every look, of this metric by itself: the inverse of its largest evidence so far, at most 1.</summary>
    public required double PValue { get; init; }
}
