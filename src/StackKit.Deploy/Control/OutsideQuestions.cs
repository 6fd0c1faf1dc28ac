using System.Globalization;
using Microsoft.Extensions.Logging;
using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Control;

/// <summary>Asks whoever is outside: gates for approval, providers for measurements. Never in the way of the control loop.</summary>
internal sealed class OutsideQuestions(DeployedService service, ThresholdAnalysisState? saved, (int Step, int Attempt) savedIn, TimeProvider timeProvider, Action wake, ILogger logger)
{
    private static readonly TimeSpan s_gateInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly HashSet<int> _measuring = [];
    private readonly Dictionary<int, (int Errors, long At)> _errors = [];
    private ThresholdAnalysisState? _saved = saved;
    private ThresholdAnalysis? _thresholds;
    private (int Step, int Attempt) _judged = (-1, 0);
    private Task<GateCheck>? _asking;
    private (int Step, int Attempt) _asked = (-1, 0);
    private long _askedAt;

    /// <summary>Gets what went wrong at the last question; null when it was answered.</summary>
    public string? Error { get; private set; }

    /// <summary>Gets what was measured in the current step; null when nothing was.</summary>
    public ThresholdAnalysisState? Save(RolloutState state)
    {
        lock (_lock)
        {
            return _judged == (state.Step, state.StepAttempt) ? _thresholds?.Save() : (state.Step, state.StepAttempt) == savedIn ? _saved : null;
        }
    }

    /// <summary>Asks the gate of the current step about once a second.</summary>
    /// <returns>Its last answer; null when the step is no gate, or nothing implements it.</returns>
    public GateCheck? AskGate(RolloutState state)
    {
        if (state is not { Phase: RolloutPhase.Progressing, StepPhase: StepPhase.GateWaiting, CurrentStep: RolloutStep.AwaitGate step } || !service.Gates.TryGetValue(step.Name, out IApprovalGate? gate))
        {
            return null;
        }

        if (_asked != (state.Step, state.StepAttempt))
        {
            _asked = (state.Step, state.StepAttempt);
            _asking = null;
        }

        if (_asking is null || (_asking.IsCompleted && timeProvider.GetElapsedTime(_askedAt) >= s_gateInterval))
        {
            GateCheck? last = _asking is { IsCompletedSuccessfully: true } ? Peek(_asking) : null;
            if (last is { Approved: not null })
            {
                return last;
            }

            _askedAt = timeProvider.GetTimestamp();
            _asking = Task.Run(() => CheckAsync(gate, state.Rollout), CancellationToken.None);
        }

        return _asking.IsCompletedSuccessfully ? Peek(_asking) : GateCheck.Waiting;
    }

    /// <summary>Measures what is due and judges by thresholds.</summary>
    public AnalysisReport Judge(RolloutState state, RolloutStep.Analyse step, TimeSpan elapsed)
    {
        lock (_lock)
        {
            if (_thresholds is null || _judged != (state.Step, state.StepAttempt))
            {
                ThresholdOptions options = OptionsOf(step);
                _thresholds = savedIn == (state.Step, state.StepAttempt) && _saved is not null ? ThresholdAnalysis.Restore(options, _saved) : new ThresholdAnalysis(options);
                _judged = (state.Step, state.StepAttempt);
                _saved = null;
                _measuring.Clear();
                _errors.Clear();
                Error = null;
            }

            for (int i = 0; i < step.Metrics.Length; i++)
            {
                if (_thresholds.NextDue(i) <= elapsed && MayTryAgain(i, step.Metrics[i]) && _measuring.Add(i))
                {
                    int metric = i;
                    ThresholdAnalysis analysis = _thresholds;
                    _ = Task.Run(() => MeasureAsync(analysis, metric, step.Metrics[metric], state.Rollout, elapsed), CancellationToken.None);
                }
            }

            return _thresholds.Evaluate();
        }
    }

    private bool MayTryAgain(int index, ThresholdMetricOptions metric) =>
        !_errors.TryGetValue(index, out (int Errors, long At) last) || last.Errors == 0 || timeProvider.GetElapsedTime(last.At) >= metric.Interval;

    private static ThresholdOptions OptionsOf(RolloutStep.Analyse step)
    {
        ThresholdOptions options = new();
        foreach (ThresholdMetricOptions metric in step.Metrics)
        {
            options.Metrics.Add(metric);
        }

        return options;
    }

    private async Task MeasureAsync(ThresholdAnalysis analysis, int index, ThresholdMetricOptions metric, Rollout rollout, TimeSpan elapsed)
    {
        Measurement measurement;
        try
        {
            using CancellationTokenSource timeout = new(s_timeout, timeProvider);
            MetricQuery query = new() { Metric = metric.Name, Query = metric.Query, Service = service.Name, Stable = rollout.Stable ?? "", Candidate = rollout.Candidate, Window = metric.Interval };
            measurement = service.Providers.TryGetValue(metric.Provider, out IAnalysisProvider? provider)
                ? await provider.MeasureAsync(query, timeout.Token).ConfigureAwait(false)
                : new Measurement(null, $"There is no analysis provider '{metric.Provider}'.", timeProvider.GetUtcNow());
        }
#pragma warning disable CA1031 // whatever a provider throws is a measurement that went wrong
        catch (Exception exception)
#pragma warning restore CA1031
        {
            OutsideLog.NotMeasured(logger, service.Name, metric.Name, exception);
            measurement = new Measurement(null, exception.Message, timeProvider.GetUtcNow());
        }

        lock (_lock)
        {
            int errors = measurement.Error is null ? 0 : _errors.GetValueOrDefault(index).Errors + 1;
            _errors[index] = (errors, timeProvider.GetTimestamp());
            _measuring.Remove(index);
            if (errors <= metric.ConsecutiveErrorLimit)
            {
                analysis.Record(index, measurement, elapsed);
                Error = _errors.Values.Any(e => e.Errors > metric.ConsecutiveErrorLimit) ? Error : null;
            }
            else
            {
                // Not to be able to look says nothing about the candidate: the rollout waits, and goes on by itself.
                Error = string.Create(CultureInfo.InvariantCulture, $"The metric '{metric.Name}' could not be measured {errors} times in a row: {measurement.Error}");
            }
        }

        wake();
    }

    private async Task<GateCheck> CheckAsync(IApprovalGate gate, Rollout rollout)
    {
        try
        {
            using CancellationTokenSource timeout = new(s_timeout, timeProvider);
            return await gate.CheckAsync(rollout, timeout.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // no answer is no approval
        catch (Exception exception)
#pragma warning restore CA1031
        {
            OutsideLog.GateSilent(logger, service.Name, gate.Name, exception);
            return GateCheck.Waiting;
        }
        finally
        {
            wake();
        }
    }

#pragma warning disable RS0030 // read only after it has completed
    private static GateCheck Peek(Task<GateCheck> task) => task.Result;
#pragma warning restore RS0030
}
