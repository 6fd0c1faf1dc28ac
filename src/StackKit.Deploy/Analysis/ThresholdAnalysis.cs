using System.Globalization;

namespace StackKit.Deploy.Analysis;

/// <summary>Judges measurements by fixed thresholds, as Argo Rollouts' AnalysisRun does, or by counting failed checks, as Flagger does.</summary>
/// <remarks>A state machine without a clock: the caller measures what <see cref="NextDue"/> names and records it. Not thread-safe.</remarks>
internal sealed class ThresholdAnalysis
{
    private readonly int? _threshold;
    private readonly ThresholdMetricAnalysis[] _metrics;
    private int _failedChecks;
    private int _passedChecks;
    private bool _checkFailed;

    /// <summary>Initializes an analysis without measurements.</summary>
    public ThresholdAnalysis(ThresholdOptions options)
    {
        _threshold = options.Threshold;
        _metrics = [.. options.Metrics.Select(metric => new ThresholdMetricAnalysis(metric))];
    }

    /// <summary>Continues a stored analysis.</summary>
    /// <exception cref="ArgumentException">The state belongs to other metrics.</exception>
    public static ThresholdAnalysis Restore(ThresholdOptions options, ThresholdAnalysisState state)
    {
        if (!options.Metrics.Select(m => m.Name).SequenceEqual(state.Metrics.Select(m => m.Name), StringComparer.Ordinal))
        {
            throw new ArgumentException("The measurements belong to other metrics. Changed metrics begin a new analysis.", nameof(state));
        }

        ThresholdAnalysis analysis = new(options) { _failedChecks = state.FailedChecks, _passedChecks = state.PassedChecks, _checkFailed = state.CheckFailed };
        for (int i = 0; i < state.Metrics.Length; i++)
        {
            analysis._metrics[i].State = state.Metrics[i];
        }

        return analysis;
    }

    /// <summary>Returns when, counted from the begin of the analysis, a metric is to be measured next; null when it is settled.</summary>
    public TimeSpan? NextDue(int metric) => _metrics[metric].State.Phase == ThresholdPhase.Running && CheckVerdict() is null ? _metrics[metric].NextDue : null;

    /// <summary>Records a measurement; one that comes after the metric was settled is ignored.</summary>
    /// <param name="metric">The position of the metric in the options.</param>
    /// <param name="measurement">The measurement.</param>
    /// <param name="elapsed">How long the analysis has run.</param>
    public void Record(int metric, in Measurement measurement, TimeSpan elapsed)
    {
        if (NextDue(metric) is null)
        {
            return;
        }

        bool successful = _metrics[metric].Record(measurement, elapsed);
        if (_threshold is null)
        {
            _metrics[metric].Settle();
        }
        else
        {
            CountCheck(successful);
        }
    }

    /// <summary>Gives the verdict with everything it rests on. Changes nothing.</summary>
    public AnalysisReport Evaluate()
    {
        (Verdict verdict, string code, string text) = _threshold is null ? JudgeMetrics() : JudgeChecks();
        return new()
        {
            Verdict = verdict,
            Code = code,
            Text = text,
            Thresholds = [.. _metrics.Select(m => Describe(m.State))],
            Notices = [.. _metrics.Where(m => m.State.Errors > 0).Select(m => Text($"Measuring '{m.Options.Name}' went wrong {m.State.Errors} times: {m.State.Latest.LastOrDefault(x => x.Error is not null).Error ?? "earlier than the measurements kept"}."))],
        };
    }

    /// <summary>Copies out what <see cref="Restore"/> needs.</summary>
    public ThresholdAnalysisState Save() => new([.. _metrics.Select(m => m.State)], _failedChecks, _passedChecks, _checkFailed);

    private void CountCheck(bool successful)
    {
        _checkFailed |= !successful;
        if (!Array.TrueForAll(_metrics, m => m.State.InCheck))
        {
            return;
        }

        _failedChecks += _checkFailed ? 1 : 0;
        _passedChecks += _checkFailed ? 0 : 1;
        _checkFailed = false;
        foreach (ThresholdMetricAnalysis metric in _metrics)
        {
            metric.State = metric.State with { InCheck = false };
        }
    }

    private Verdict? CheckVerdict()
    {
        if (_threshold is null)
        {
            return null;
        }

        if (_failedChecks >= _threshold)
        {
            return Verdict.Rollback;
        }

        return Array.TrueForAll(_metrics, m => _passedChecks >= (m.Options.Count ?? int.MaxValue)) ? Verdict.Promote : null;
    }

    private (Verdict Verdict, string Code, string Text) JudgeChecks() => CheckVerdict() switch
    {
        Verdict.Rollback => (Verdict.Rollback, AnalysisCodes.FailedChecks, Text($"{_failedChecks} checks failed and {_passedChecks} passed; {_threshold} failed checks roll back.")),
        Verdict.Promote => (Verdict.Promote, AnalysisCodes.SuccessCondition, Text($"{_passedChecks} checks passed and {_failedChecks} failed, fewer than the {_threshold} that roll back.")),
        _ => (Verdict.Continue, AnalysisCodes.Collecting, Text($"{_passedChecks} checks passed and {_failedChecks} failed so far; {_threshold} failed checks roll back.")),
    };

    private (Verdict Verdict, string Code, string Text) JudgeMetrics()
    {
        ThresholdMetricAnalysis? worst = _metrics.MaxBy(m => m.State.Phase);
        switch (worst?.State.Phase)
        {
            case ThresholdPhase.Failed:
                return (Verdict.Rollback, AnalysisCodes.FailureLimit, Text($"'{worst.Options.Name}' failed {worst.State.Failed} times, and {worst.Options.FailureLimit} are allowed; the last value was {LastValue(worst)}."));
            case ThresholdPhase.Error:
                return (Verdict.Inconclusive, AnalysisCodes.ConsecutiveErrorLimit, Text($"Measuring '{worst.Options.Name}' went wrong {worst.State.ConsecutiveErrors} times in a row, and {worst.Options.ConsecutiveErrorLimit} are allowed."));
            case ThresholdPhase.Inconclusive:
                return (Verdict.Inconclusive, AnalysisCodes.InconclusiveLimit, Text($"'{worst.Options.Name}' is inconclusive: {worst.State.Inconclusive} measurements said nothing, and {worst.State.Successful} were successful, {worst.State.ConsecutiveSuccesses} of them in a row."));
        }

        int settled = _metrics.Count(m => m.State.Phase == ThresholdPhase.Successful);
        return settled == _metrics.Length && settled > 0
            ? (Verdict.Promote, AnalysisCodes.SuccessCondition, Text($"All {settled} metrics are successful."))
            : (Verdict.Continue, AnalysisCodes.Collecting, Text($"{settled} of {_metrics.Length} metrics are settled; none has failed."));
    }

    private static string LastValue(ThresholdMetricAnalysis metric) =>
        metric.State.Latest.LastOrDefault(m => m.Value is not null).Value?.ToString("G6", CultureInfo.InvariantCulture) ?? "missing";

    private static ThresholdEvidence Describe(ThresholdMetricState state) => new()
    {
        Name = state.Name,
        Successful = state.Successful,
        Failed = state.Failed,
        Inconclusive = state.Inconclusive,
        Errors = state.Errors,
        Latest = state.Latest,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
