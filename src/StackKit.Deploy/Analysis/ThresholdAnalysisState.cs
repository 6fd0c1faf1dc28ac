namespace StackKit.Deploy.Analysis;

/// <summary>What has to be stored of a <see cref="ThresholdAnalysis"/>.</summary>
/// <param name="Metrics">The counts of each metric, in the order of the options.</param>
/// <param name="FailedChecks">How many checks failed.</param>
/// <param name="PassedChecks">How many checks passed.</param>
/// <param name="CheckFailed">Whether the check in progress has failed already.</param>
internal sealed record ThresholdAnalysisState(ThresholdMetricState[] Metrics, int FailedChecks, int PassedChecks, bool CheckFailed);
