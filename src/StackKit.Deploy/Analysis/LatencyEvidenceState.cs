namespace StackKit.Deploy.Analysis;

/// <summary>What has to be stored of a <see cref="LatencyEvidence"/>.</summary>
/// <param name="HistorySamples">How many samples the bounds are or will be chosen from.</param>
/// <param name="Started">How many copies of the rollback kernels began after the first.</param>
/// <param name="History">The samples collected for choosing; null once bounds were chosen.</param>
/// <param name="Choice">The chosen buckets; null until then.</param>
/// <param name="Bounds">The state of each bound, lowest first.</param>
internal sealed record LatencyEvidenceState(long HistorySamples, int Started, long[]? History, int[]? Choice, LatencyBoundState[] Bounds);
