using System.Globalization;

using StackKit.Routing;

namespace StackKit.Deploy.Analysis;

internal sealed partial class SequentialAnalysis
{
    private const long FewKeys = 500;

    /// <summary>Gives the verdict with everything it rests on. Changes nothing.</summary>
    /// <param name="stepElapsed">How long the step in progress has lasted.</param>
    /// <param name="requirement">What the step asks for; null while nothing is asked, and only evidence against the candidate counts.</param>
    public AnalysisReport Evaluate(TimeSpan stepElapsed, StepRequirement? requirement)
    {
        SequentialDecision decision = Decide(stepElapsed, requirement);
        return new()
        {
            Verdict = decision.Verdict,
            Code = decision.Code,
            Text = Explain(decision, stepElapsed, requirement),
            Metrics = DescribeMetrics(),
            LogRollback = LogRollback(minEvents: 0, useCeiling: true, out _),
            LogRollbackThreshold = _rollbackThreshold,
            PValue = LogSpace.AnytimePValue(_peak),
            CandidateErrorRate = _totals.CandidateErrorRate,
            StableErrorRate = _totals.StableErrorRate,
            Notices = DescribeNotices(),
        };
    }

    private string Explain(SequentialDecision decision, TimeSpan stepElapsed, StepRequirement? requirement) => decision.Code switch
    {
        AnalysisCodes.ErrorRate => Text($"The candidate fails more often than stable: {Failures()}, and fewer than {_options.Alpha:P2} of good candidates ever look as bad."),
        AnalysisCodes.AbsoluteErrorRate => Text($"The candidate fails more often than the {_options.MaxErrorRate:P2} it may: {Failures()}, and fewer than {_options.Alpha:P2} of good candidates ever look as bad."),
        AnalysisCodes.Latency => Text($"The candidate is slower than stable: {Slowness()}, and fewer than {_options.Alpha:P2} of good candidates ever look as bad."),
        AnalysisCodes.BaselineUnhealthy => Text($"Stable itself fails more than {_options.MaxBaselineErrorRate:P2} of its requests, so nothing can be learned from comparing: {Failures()}."),
        AnalysisCodes.EvidenceReached => Text($"The candidate is good enough for this step: {Failures()}, and a candidate at {_options.PromoteRatio:0.##} times stable's rate plus {_options.PromoteMargin:P2} would pass in at most {_options.Beta:P2} of cases."),
        AnalysisCodes.NothingAgainst => Text($"There is nothing against the candidate after {_step.CandidateRequests:N0} of its requests in this step: {Failures()}."),
        AnalysisCodes.InsufficientEvidence => Text($"After {stepElapsed} the candidate has answered {_step.CandidateRequests:N0} requests in this step, and {Math.Max(1, requirement?.MinCandidateRequests ?? 0):N0} are needed to judge it."),
        AnalysisCodes.Undecided => Text($"After {stepElapsed} the candidate is neither shown to be worse nor good enough: {Failures()}."),
        _ => Text($"The evidence decides nothing yet: {Failures()}; evidence for a rollback {Evidence(LogRollback(0, useCeiling: true, out _))} of {1 / _options.Alpha:N0}, for a promotion {Evidence(_promote.LogEvidence)} of {1 / _options.Beta:N0}."),
    };

    private string Failures() =>
        Text($"it failed {_totals.CandidateFailures:N0} of {_totals.CandidateRequests:N0} requests{Rate(_totals.CandidateErrorRate)}, stable {_totals.StableFailures:N0} of {_totals.StableRequests:N0}{Rate(_totals.StableErrorRate)}");

    private string Slowness()
    {
        LatencyBoundEvidence worst = _latency!.Bounds[0];
        foreach (LatencyBoundEvidence bound in _latency.Bounds)
        {
            worst = bound.Rollback.LogEvidence > worst.Rollback.LogEvidence ? bound : worst;
        }

        return Text($"{worst.CandidateSlow:N0} of its {_candidateLatencies:N0} requests took longer than {Milliseconds(worst)}, {worst.StableSlow:N0} of stable's {_stableLatencies:N0}");
    }

    private List<MetricEvidence> DescribeMetrics()
    {
        bool averaged = _absolute is not null && _options.MaxErrorRateCombination == AbsoluteRateCombination.Either;
        double errorWeight = Math.Exp(_logErrorWeight) * (averaged ? 0.5 : 1);
        List<MetricEvidence> metrics =
        [
            Describe("ErrorRate", errorWeight, _error, _totals.CandidateRequests, _totals.CandidateFailures) with
            {
                LogPromote = _promote.LogEvidence,
                LogPromoteThreshold = _promoteThreshold,
            },
        ];
        if (_absolute is not null)
        {
            metrics.Add(Describe(
                "AbsoluteErrorRate",
                errorWeight,
                _absolute,
                _totals.CandidateRequests + _totals.ForcedCandidateRequests,
                _totals.CandidateFailures + _totals.ForcedCandidateFailures));
        }

        metrics.Add(Describe("BaselineErrorRate", 0, _baseline, _totals.CandidateRequests, _totals.CandidateFailures));
        int bounds = _latency?.Bounds.Length ?? 0;
        for (int i = 0; i < bounds; i++)
        {
            LatencyBoundEvidence bound = _latency!.Bounds[i];
            bool promotes = _options.RequireLatencyEvidence && bound.Promote is not null;
            metrics.Add(Describe($"Latency > {Milliseconds(bound)}", Math.Exp(_logLatencyWeight) / bounds, bound.Rollback, _candidateLatencies, bound.CandidateSlow) with
            {
                StableRequests = _stableLatencies,
                StableFailures = bound.StableSlow,
                LogPromote = promotes ? bound.Promote!.LogEvidence : null,
                LogPromoteThreshold = promotes ? _promoteThreshold : null,
            });
        }

        return metrics;
    }

    private MetricEvidence Describe(string name, double weight, RestartedKernel kernel, long candidateRequests, long candidateFailures) => new()
    {
        Name = name,
        Weight = weight,
        CandidateRequests = candidateRequests,
        CandidateFailures = candidateFailures,
        StableRequests = _totals.StableRequests,
        StableFailures = _totals.StableFailures,
        LogRollback = kernel.LogEvidence,
        LogRollbackThreshold = _rollbackThreshold,
        PValue = LogSpace.AnytimePValue(kernel.Peak),
    };

    private List<string> DescribeNotices()
    {
        List<string> notices = [];
        if (_step.CandidateKeys + _step.StableKeys > 0 && _step.CandidateKeys < FewKeys)
        {
            notices.Add(Text($"Only {_step.CandidateKeys:N0} distinct sticky keys have reached the candidate in this step; under {FewKeys} a few users decide for all."));
        }

        if (_step.CandidateRawFailures >= Math.Max(2, _options.MinCandidateFailures) && _step.CandidateTopKeyFailures * 2 > _step.CandidateRawFailures)
        {
            notices.Add(Text($"{_step.CandidateTopKeyFailures:N0} of the candidate's {_step.CandidateRawFailures:N0} failures in this step, repetitions included, come from a single sticky key."));
        }

        if (_latency is { Bounds.Length: 0 })
        {
            notices.Add(Text($"Latency is not judged yet: {_latency.HistorySamples:N0} of {LatencyBounds.MinSamples} samples of stable have been seen to choose the bounds from."));
        }

        if (LogRollback(minEvents: 0, useCeiling: true, out _) >= _rollbackThreshold && LogRollback(_options.MinCandidateFailures, useCeiling: true, out _) < _rollbackThreshold)
        {
            notices.Add(Text($"The evidence suffices for a rollback, but rests on fewer than {_options.MinCandidateFailures:N0} events of the candidate."));
        }

        return notices;
    }

    private static string Milliseconds(LatencyBoundEvidence bound)
    {
        double milliseconds = LatencyBuckets.UpperBound(bound.Bucket).TotalMilliseconds;
        return Text($"{(milliseconds >= 100 ? Math.Round(milliseconds) : milliseconds):0.###} ms");
    }

    private static string Rate(double? rate) => rate is { } share ? Text($" ({share:P2})") : string.Empty;

    private static string Evidence(double log) => log is > -7 and < 14 ? Text($"{Math.Exp(log):0.###}") : Text($"e^{log:0.#}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
