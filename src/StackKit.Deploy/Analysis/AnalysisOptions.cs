using System.ComponentModel.DataAnnotations;

namespace StackKit.Deploy.Analysis;

/// <summary>How much evidence decides about a candidate, and what "worse" and "good enough" mean.</summary>
/// <remarks>
/// <para>
/// Evidence is an e-process: a wager against "the candidate is acceptable" that has no value on average while that is true. The
/// probability that it ever reaches 1/<see cref="Alpha"/> is at most <see cref="Alpha"/>, however often one looks (Ville's inequality;
/// Vovk and Wang, arXiv 1912.06116). With p_c and p_b the failure rates of candidate and stable at the same time, a rollback refutes
/// <c>p_c ≤ RollbackRatio·p_b + RollbackMargin</c> and a promotion refutes <c>p_c ≥ PromoteRatio·p_b + PromoteMargin</c>; between the two either answer is right.
/// </para>
/// <para>
/// Changing an option while a rollout runs begins a new analysis. At a weight of 5 % it takes about 300 candidate requests to catch four times as many
/// errors (0.5 % to 2 %) and about 2,000 to catch twice as many, at α 5 %; hardly anything valid is faster.
/// </para>
/// </remarks>
public sealed class AnalysisOptions
{
    /// <summary>Gets or sets the largest probability of rolling back a candidate that is no worse than allowed, over the whole rollout and all metrics.</summary>
    /// <value>The default is 0.01.</value>
    [Range(1e-9, 0.5)]
    public double Alpha { get; set; } = 0.01;

    /// <summary>Gets or sets the largest probability that a step promotes a candidate that is as bad as the promotion margin or worse.</summary>
    /// <value>The default is 0.05.</value>
    [Range(1e-9, 0.5)]
    public double Beta { get; set; } = 0.05;

    /// <summary>Gets or sets how many times stable's failure rate the candidate may have before it can be rolled back.</summary>
    /// <value>The default is 1.</value>
    [Range(0.01, 100.0)]
    public double RollbackRatio { get; set; } = 1;

    /// <summary>Gets or sets the failure rate, as a share of requests, that the candidate may have on top before it can be rolled back.</summary>
    /// <value>The default is 0.</value>
    [Range(0.0, 1.0)]
    public double RollbackMargin { get; set; }

    /// <summary>Gets or sets how many times stable's failure rate a promotion has to rule out.</summary>
    /// <value>The default is 1.</value>
    [Range(0.01, 100.0)]
    public double PromoteRatio { get; set; } = 1;

    /// <summary>Gets or sets the failure rate on top of that, as a share of requests (of sticky keys, where requests have them), that a promotion has to rule out.</summary>
    /// <value>The default is 0.005. With 0 a candidate can be promoted only if stable has failures to compare with.</value>
    [Range(0.0, 1.0)]
    public double PromoteMargin { get; set; } = 0.005;

    /// <summary>Gets or sets a failure rate that the candidate must not exceed whatever stable does, as a share of requests; null for none.</summary>
    /// <value>The default is null.</value>
    [Range(1e-9, 0.999)]
    public double? MaxErrorRate { get; set; }

    /// <summary>Gets or sets how <see cref="MaxErrorRate"/> combines with the comparison with stable.</summary>
    /// <value>The default is <see cref="AbsoluteRateCombination.Either"/>.</value>
    public AbsoluteRateCombination MaxErrorRateCombination { get; set; }

    /// <summary>Gets or sets the failure rate of stable above which nothing can be learned from comparing with it: the verdict is then inconclusive.</summary>
    /// <value>The default is 0.10.</value>
    [Range(1e-9, 0.999)]
    public double MaxBaselineErrorRate { get; set; } = 0.10;

    /// <summary>Gets or sets the part of the stake that is bet on failures. The weights are scaled so that those of the metrics in use sum to 1.</summary>
    /// <value>The default is 0.5.</value>
    [Range(0.001, 1000.0)]
    public double ErrorWeight { get; set; } = 0.5;

    /// <summary>Gets or sets the part of the stake that is bet on latency.</summary>
    /// <value>The default is 0.4.</value>
    [Range(0.001, 1000.0)]
    public double LatencyWeight { get; set; } = 0.4;

    /// <summary>Gets or sets a value indicating whether a slower candidate is rolled back.</summary>
    /// <value>The default is true.</value>
    public bool LatencyRollback { get; set; } = true;

    /// <summary>Gets or sets how many times as often as stable the candidate may exceed one of stable's own quantiles before it can be rolled back.</summary>
    /// <value>The default is 1.</value>
    [Range(0.01, 100.0)]
    public double LatencyRollbackRatio { get; set; } = 1;

    /// <summary>Gets or sets a value indicating whether a promotion also needs evidence about latency, at stable's p50 and p95.</summary>
    /// <value>The default is false.</value>
    public bool RequireLatencyEvidence { get; set; }

    /// <summary>Gets or sets how many times as often as stable exceeding p50 or p95 a promotion has to rule out.</summary>
    /// <value>The default is 1.5.</value>
    [Range(0.01, 100.0)]
    public double LatencyPromoteRatio { get; set; } = 1.5;

    /// <summary>Gets or sets the fewest requests the candidate must have answered in a step before that step can promote.</summary>
    /// <value>The default is 500.</value>
    [Range(0L, long.MaxValue)]
    public long MinCandidateRequests { get; set; } = 500;

    /// <summary>Gets or sets the fewest events (failures, or latencies above the same bound) the candidate must have had before they count for a rollback.</summary>
    /// <value>The default is 3. It only makes false rollbacks rarer; at a small weight two failures can be strong evidence already.</value>
    [Range(0L, long.MaxValue)]
    public long MinCandidateFailures { get; set; } = 3;

    /// <summary>Gets or sets how long a step lasts at least before it can promote.</summary>
    /// <value>The default is zero.</value>
    public TimeSpan MinDuration { get; set; }

    /// <summary>Gets or sets how long a step may stay undecided before the verdict is inconclusive; null for without end.</summary>
    /// <value>The default is null.</value>
    public TimeSpan? MaxDuration { get; set; }

    /// <summary>Gets or sets how long the latencies of a fresh candidate process are left out, because it still compiles and fills its pools. Failures always count.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan WarmUp { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets the same options with a ceiling, unless they have one.</summary>
    internal AnalysisOptions WithMaxErrorRate(double ceiling)
    {
        AnalysisOptions copy = (AnalysisOptions)MemberwiseClone();
        copy.MaxErrorRate ??= ceiling;
        return copy;
    }
}
