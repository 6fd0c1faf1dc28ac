using StackKit.Deploy.Analysis;

namespace StackKit.Deploy;

/// <summary>An analysis step in configuration.</summary>
public sealed class AnalysisStepOptions
{
    /// <summary>Gets or sets how long evidence is gathered at least.</summary>
    /// <value>The default is zero.</value>
    public TimeSpan MinDuration { get; set; }

    /// <summary>Gets or sets how long evidence is gathered at most; without a verdict by then the rollout is held.</summary>
    /// <value>The default is null: what the analysis of the service says.</value>
    public TimeSpan? MaxDuration { get; set; }

    /// <summary>Gets or sets how many requests the candidate must have served in this step.</summary>
    /// <value>The default is null: what the analysis of the service says.</value>
    public long? MinCandidateRequests { get; set; }

    /// <summary>Gets or sets a value indicating whether the step needs evidence that the candidate is good enough, or only that there is none against it.</summary>
    /// <value>The default is true.</value>
    public bool RequireEvidence { get; set; } = true;

    /// <summary>Gets the metrics that are judged by thresholds.</summary>
    /// <value>The default is empty: the counters of the routers are judged sequentially.</value>
    public List<ThresholdMetricOptions> Metrics { get; } = [];
}
