using System.ComponentModel.DataAnnotations;

namespace StackKit.Deploy.Analysis;

/// <summary>A metric that is judged by fixed thresholds, with the meaning that Argo Rollouts gives to the fields of the same names.</summary>
/// <remarks>
/// Counting threshold violations controls neither false alarms nor misses: both follow from the amount of traffic. Prefer
/// <see cref="AnalysisOptions"/> where counts of both versions are known.
/// </remarks>
public sealed class ThresholdMetricOptions
{
    /// <summary>Gets or sets the name, unique among the metrics of an analysis.</summary>
    [Required]
    public string Name { get; set; } = string.Empty;

    /// <summary>Gets or sets the provider that measures it.</summary>
    /// <value>The default is <c>routers</c>, which knows <c>error-rate</c>, <c>latency-p50</c>, <c>latency-p95</c> and <c>latency-p99</c> (seconds) of the candidate.</value>
    public string Provider { get; set; } = "routers";

    /// <summary>Gets or sets the query in the provider's own language.</summary>
    /// <value>The default is null: the name says it all.</value>
    public string? Query { get; set; }

    /// <summary>Gets or sets the time from one measurement to the next.</summary>
    /// <value>The default is one minute.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets the time before the first measurement.</summary>
    /// <value>The default is zero.</value>
    public TimeSpan InitialDelay { get; set; }

    /// <summary>Gets or sets how many measurements (those that went wrong not counted) end the analysis of this metric; null for no end.</summary>
    /// <value>The default is 1.</value>
    [Range(1, int.MaxValue)]
    public int? Count { get; set; } = 1;

    /// <summary>Gets or sets what a value must meet to be successful; null when only <see cref="FailureCondition"/> decides.</summary>
    /// <value>The default is null.</value>
    public ThresholdRange? SuccessCondition { get; set; }

    /// <summary>Gets or sets what makes a value a failure; null when every value that is not successful is one.</summary>
    /// <value>The default is null. With both conditions, a value that meets neither is inconclusive.</value>
    public ThresholdRange? FailureCondition { get; set; }

    /// <summary>Gets or sets how many measurements may fail, in all; -1 for any number.</summary>
    /// <value>The default is 0.</value>
    [Range(-1, int.MaxValue)]
    public int FailureLimit { get; set; }

    /// <summary>Gets or sets how many measurements may be inconclusive, in all; -1 for any number. A measurement without a value is inconclusive.</summary>
    /// <value>The default is 0.</value>
    [Range(-1, int.MaxValue)]
    public int InconclusiveLimit { get; set; }

    /// <summary>Gets or sets how many times in a row measuring may go wrong. Beyond it the verdict is inconclusive, never a rollback.</summary>
    /// <value>The default is 4.</value>
    [Range(0, int.MaxValue)]
    public int ConsecutiveErrorLimit { get; set; } = 4;

    /// <summary>Gets or sets how many successes in a row end the analysis of this metric as successful; null when <see cref="Count"/> measurements do.</summary>
    /// <value>The default is null. With it, reaching <see cref="Count"/> without such a streak is inconclusive.</value>
    [Range(1, int.MaxValue)]
    public int? ConsecutiveSuccessLimit { get; set; }
}
