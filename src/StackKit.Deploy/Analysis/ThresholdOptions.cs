using System.ComponentModel.DataAnnotations;

namespace StackKit.Deploy.Analysis;

/// <summary>An analysis by fixed thresholds.</summary>
public sealed class ThresholdOptions
{
    /// <summary>Gets the metrics; the worst of them decides.</summary>
    /// <value>The default is empty.</value>
    public IList<ThresholdMetricOptions> Metrics { get; } = [];

    /// <summary>
    /// Gets or sets how many failed checks roll back, with Flagger's meaning: a check measures every metric once and fails when any of
    /// them is not successful or has no value; failed checks add up and successes do not reset them. Null to judge each metric by its own limits.
    /// </summary>
    /// <value>The default is null.</value>
    [Range(1, int.MaxValue)]
    public int? Threshold { get; set; }
}
