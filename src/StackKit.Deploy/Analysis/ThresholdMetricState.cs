namespace StackKit.Deploy.Analysis;

/// <summary>What has to be stored of a <see cref="ThresholdMetricAnalysis"/>.</summary>
internal sealed record ThresholdMetricState
{
    public required string Name { get; init; }

    public ThresholdPhase Phase { get; init; }

    public int Successful { get; init; }

    public int Failed { get; init; }

    public int Inconclusive { get; init; }

    public int Errors { get; init; }

    public int ConsecutiveErrors { get; init; }

    public int ConsecutiveSuccesses { get; init; }

    /// <summary>Gets when, counted from the begin of the analysis, the last measurement was recorded; null before the first.</summary>
    public TimeSpan? LastElapsed { get; init; }

    /// <summary>Gets a value indicating whether the check in progress has measured this metric.</summary>
    public bool InCheck { get; init; }

    /// <summary>Gets the latest measurements, oldest first.</summary>
    public Measurement[] Latest { get; init; } = [];
}
