using System.Text.Json.Serialization;
using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>A verdict and everything it rests on; the members of <see cref="AnalysisReport"/>.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
internal sealed record EvidenceView
{
    [JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
    public required Verdict Verdict { get; init; }

    public required string Code { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<MetricEvidence> Metrics { get; init; }

    public required IReadOnlyList<ThresholdEvidence> Thresholds { get; init; }

    public double? LogRollback { get; init; }

    public double? LogRollbackThreshold { get; init; }

    public double? PValue { get; init; }

    public double? CandidateErrorRate { get; init; }

    public double? StableErrorRate { get; init; }

    public RateRatioInterval? RateRatio { get; init; }

    public required IReadOnlyList<string> Notices { get; init; }

    public static EvidenceView Of(AnalysisReport report) => new()
    {
        Verdict = report.Verdict,
        Code = report.Code,
        Text = report.Text,
        Metrics = report.Metrics,
        Thresholds = report.Thresholds,
        LogRollback = report.LogRollback,
        LogRollbackThreshold = report.LogRollbackThreshold,
        PValue = report.PValue,
        CandidateErrorRate = report.CandidateErrorRate,
        StableErrorRate = report.StableErrorRate,
        RateRatio = report.RateRatio,
        Notices = report.Notices,
    };
}
