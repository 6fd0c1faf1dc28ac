namespace StackKit.Deploy.Analysis;

/// <summary>How far the analysis of one metric by fixed thresholds has come.</summary>
internal enum ThresholdPhase
{
    Running = 0,
    Successful = 1,
    Inconclusive = 2,

    /// <summary>Measuring went wrong too often.</summary>
    Error = 3,
    Failed = 4,
}
