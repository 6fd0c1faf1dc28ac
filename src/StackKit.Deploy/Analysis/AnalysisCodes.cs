namespace StackKit.Deploy.Analysis;

/// <summary>The words of <see cref="AnalysisReport.Code"/>.</summary>
internal static class AnalysisCodes
{
    public const string ErrorRate = "ErrorRate";
    public const string AbsoluteErrorRate = "AbsoluteErrorRate";
    public const string Latency = "Latency";
    public const string EvidenceReached = "EvidenceReached";
    public const string NothingAgainst = "NothingAgainst";
    public const string Collecting = "Collecting";
    public const string BaselineUnhealthy = "BaselineUnhealthy";
    public const string InsufficientEvidence = "InsufficientEvidence";
    public const string Undecided = "Undecided";
    public const string SuccessCondition = "SuccessCondition";
    public const string FailureLimit = "FailureLimit";
    public const string InconclusiveLimit = "InconclusiveLimit";
    public const string ConsecutiveErrorLimit = "ConsecutiveErrorLimit";
    public const string FailedChecks = "FailedChecks";
}
