using StackKit.Routing;

namespace StackKit.Deploy.Analysis;

/// <summary>Judges one rollout by sequential evidence: failures against stable and a ceiling, latencies, and whether stable itself is fit to compare with.</summary>
/// <remarks>
/// <para>
/// Rollback when the weighted sum of all e-processes reaches 1/α; the weights are fixed beforehand, so one α covers all metrics, all steps
/// and every look. Promote when each required metric has evidence 1/β from the step in progress alone: what was good at 5 % says little about 50 %.
/// Missing data is no evidence. Each verdict to promote is about the step in progress; whether that was the last one is the caller's knowledge.
/// </para>
/// <para>Not thread-safe. Observing allocates nothing once the latency bounds are chosen and the weight has been seen before.</para>
/// </remarks>
internal sealed partial class SequentialAnalysis
{
    private readonly AnalysisOptions _options;
    private readonly int _steps;
    private readonly RestartedKernel _error;
    private readonly RestartedKernel? _absolute;
    private readonly RestartedKernel _baseline;
    private readonly SequentialKernel _promote;
    private readonly LatencyEvidence? _latency;
    private readonly RateRatio _ratio = new();
    private readonly double _logErrorWeight;
    private readonly double _logLatencyWeight;
    private readonly double _rollbackThreshold;
    private readonly double _promoteThreshold;
    private ArmTotals _totals = new();
    private ArmTotals _step = new();
    private long _candidateLatencies;
    private long _stableLatencies;
    private int _currentStep = -1;
    private double _peak;

    /// <summary>Initializes an analysis without evidence.</summary>
    /// <param name="options">Validated options; they must not change while the analysis lives.</param>
    /// <param name="steps">How many steps the plan has, at least 1: it sets the stake of each restart.</param>
    public SequentialAnalysis(AnalysisOptions options, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        _options = options;
        _steps = steps;
        int restarts = steps - 1;
        _error = new(new(KernelGrids.ErrorRollback, options.RollbackRatio, options.RollbackMargin), restarts);
        _absolute = options.MaxErrorRate is { } ceiling ? new(new(KernelGrids.ErrorRollback, ratio: 0, ceiling), restarts) : null;
        _baseline = new(new(KernelGrids.ErrorRollback, ratio: 0, options.MaxBaselineErrorRate), restarts);
        _promote = new(KernelGrids.Promote, options.PromoteRatio, options.PromoteMargin);
        _latency = options.LatencyRollback || options.RequireLatencyEvidence ? new(options, restarts) : null;
        double stake = options.ErrorWeight + (options.LatencyRollback ? options.LatencyWeight : 0);
        _logErrorWeight = Math.Log(options.ErrorWeight / stake);
        _logLatencyWeight = options.LatencyRollback ? Math.Log(options.LatencyWeight / stake) : double.NegativeInfinity;
        _rollbackThreshold = -Math.Log(options.Alpha);
        _promoteThreshold = -Math.Log(options.Beta);
    }

    /// <summary>Continues a stored analysis.</summary>
    /// <exception cref="ArgumentException">The state was saved under other options, or does not fit together.</exception>
    public static SequentialAnalysis Restore(AnalysisOptions options, SequentialAnalysisState state)
    {
        if (!string.Equals(state.Options, Describe(options), StringComparison.Ordinal))
        {
            throw new ArgumentException("The evidence was collected under other analysis options. Changed options begin a new rollout; put the former ones back to go on with this one.", nameof(state));
        }

        SequentialAnalysis analysis = new(options, state.Steps);
        analysis._error.Restore(state.Error);
        analysis._absolute?.Restore(state.Absolute ?? throw new ArgumentException("The evidence about the ceiling is missing.", nameof(state)));
        analysis._baseline.Restore(state.Baseline);
        analysis._promote.Restore(state.Promote);
        analysis._latency?.Restore(state.Latency ?? throw new ArgumentException("The evidence about latency is missing.", nameof(state)));
        analysis._ratio.Restore(state.Failures);
        analysis._totals = state.Totals with { };
        analysis._step = state.StepTotals with { };
        analysis._candidateLatencies = state.CandidateLatencies;
        analysis._stableLatencies = state.StableLatencies;
        analysis._currentStep = state.Step;
        analysis._peak = state.Peak;
        return analysis;
    }

    /// <summary>Offers what stable's latencies were before the rollout, to choose the bounds from; without it the first stable samples are used up for that.</summary>
    /// <param name="counts">A histogram in the layout of <see cref="LatencyBuckets"/>.</param>
    /// <returns>Whether it was used: it needs 300 samples, and bounds that were chosen stay.</returns>
    /// <exception cref="ArgumentException">The histogram has another layout.</exception>
    public bool SetLatencyBaseline(ReadOnlySpan<long> counts) =>
        counts.Length != LatencyBuckets.Count
            ? throw new ArgumentException($"A latency histogram must have {LatencyBuckets.Count} buckets, not {counts.Length}.", nameof(counts))
            : _latency?.TrySetHistory(counts) ?? false;

    /// <summary>Begins a step: a fresh bet on a rollback, and no evidence for a promotion. Naming the step in progress again changes nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step, or it lies before the one in progress.</exception>
    public void BeginStep(int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, Math.Max(_currentStep, 0));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, _steps);
        if (step == _currentStep)
        {
            return;
        }

        // The bet of the first step is the one that began with the rollout.
        bool restart = _currentStep >= 0;
        _currentStep = step;
        _step = new();
        _promote.Reset();
        _latency?.BeginStep(restart);
        if (restart)
        {
            _error.Restart();
            _absolute?.Restart();
            _baseline.Restart();
        }
    }

    /// <summary>Adds what happened since the last time. A delta without requests changes nothing.</summary>
    /// <exception cref="InvalidEvidenceException">A count is negative or the weight is not from 0 to 1. Nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">No step has begun.</exception>
    public void Observe(in EvidenceDelta delta)
    {
        delta.ThrowIfInvalid();
        if (_currentStep < 0)
        {
            throw new InvalidOperationException("Begin a step before observing: evidence for a promotion belongs to a step.");
        }

        _totals.Add(delta);
        _step.Add(delta);
        if (delta.CandidateRequests != 0 || delta.CandidateFailures != 0 || delta.StableFailures != 0)
        {
            _error.Update(delta.Weight, delta.CandidateRequests, delta.CandidateFailures, delta.StableFailures);
            _promote.Update(delta.Weight, delta.CandidateRequests, delta.CandidateFailures, delta.StableFailures);
            _ratio.Add(delta.Weight, delta.CandidateFailures, delta.StableFailures);
        }

        _absolute?.Update(delta.Weight, delta.CandidateRequests + delta.ForcedCandidateRequests, delta.CandidateFailures + delta.ForcedCandidateFailures, 0);
        _baseline.Update(delta.Weight, delta.StableRequests, delta.StableFailures, 0);
        ObserveLatency(delta);
        _peak = Math.Max(_peak, LogRollback(minEvents: 0, useCeiling: true, out _));
    }

    /// <summary>Gives the verdict without the report.</summary>
    /// <param name="stepElapsed">How long the step in progress has lasted.</param>
    /// <param name="requirement">What the step asks for; null while nothing is asked, and only evidence against the candidate counts.</param>
    public SequentialDecision Decide(TimeSpan stepElapsed, StepRequirement? requirement)
    {
        bool baselineUnhealthy = _baseline.LogEvidence >= _rollbackThreshold;

        // When stable is broken as well, a ceiling says nothing about the candidate: only being worse than stable counts then.
        if (LogRollback(_options.MinCandidateFailures, useCeiling: !baselineUnhealthy, out string reason) >= _rollbackThreshold)
        {
            return new(Verdict.Rollback, reason);
        }

        if (baselineUnhealthy)
        {
            return new(Verdict.Inconclusive, AnalysisCodes.BaselineUnhealthy);
        }

        if (requirement is null)
        {
            return new(Verdict.Continue, AnalysisCodes.Collecting);
        }

        bool enough = _step.CandidateRequests >= Math.Max(1, requirement.MinCandidateRequests);
        if (enough && stepElapsed >= requirement.MinDuration && (!requirement.RequireEvidence || HasPromoteEvidence()))
        {
            return new(Verdict.Promote, requirement.RequireEvidence ? AnalysisCodes.EvidenceReached : AnalysisCodes.NothingAgainst);
        }

        if (stepElapsed >= requirement.MaxDuration)
        {
            return new(Verdict.Inconclusive, enough ? AnalysisCodes.Undecided : AnalysisCodes.InsufficientEvidence);
        }

        return new(Verdict.Continue, AnalysisCodes.Collecting);
    }

    /// <summary>Computes an interval for how many times as often as stable the candidate fails; null when there were too many weights to keep.</summary>
    public RateRatioInterval? EstimateRateRatio() => _ratio.Estimate(_options.Alpha);

    /// <summary>Copies out what <see cref="Restore"/> needs.</summary>
    public SequentialAnalysisState Save() => new()
    {
        Options = Describe(_options),
        Steps = _steps,
        Step = _currentStep,
        Error = _error.Save(),
        Absolute = _absolute?.Save(),
        Baseline = _baseline.Save(),
        Promote = _promote.State.ToArray(),
        Latency = _latency?.Save(),
        Totals = _totals with { },
        StepTotals = _step with { },
        Failures = _ratio.Save(),
        CandidateLatencies = _candidateLatencies,
        StableLatencies = _stableLatencies,
        Peak = _peak,
    };

    private static string Describe(AnalysisOptions o) => FormattableString.Invariant(
        $"v1 {o.Alpha:R} {o.Beta:R} {o.RollbackRatio:R} {o.RollbackMargin:R} {o.PromoteRatio:R} {o.PromoteMargin:R} {o.MaxErrorRate:R} {o.MaxErrorRateCombination} {o.MaxBaselineErrorRate:R} {o.ErrorWeight:R} {o.LatencyWeight:R} {o.LatencyRollback} {o.LatencyRollbackRatio:R} {o.RequireLatencyEvidence} {o.LatencyPromoteRatio:R}");

    private void ObserveLatency(in EvidenceDelta delta)
    {
        if (_latency is null)
        {
            return;
        }

        if (_latency.Bounds.Length > 0)
        {
            _candidateLatencies += Sum(delta.CandidateLatency.Span);
            _stableLatencies += Sum(delta.StableLatency.Span);
        }

        _latency.Observe(delta.Weight, delta.CandidateLatency.Span, delta.StableLatency.Span);
    }

    private bool HasPromoteEvidence() =>
        _promote.LogEvidence >= _promoteThreshold
        && (!_options.RequireLatencyEvidence || _latency!.LogPromote >= _promoteThreshold);

    private double LogRollback(long minEvents, bool useCeiling, out string reason)
    {
        double relative = _totals.CandidateFailures >= minEvents ? _error.LogEvidence : double.NegativeInfinity;
        double ceiling = double.NegativeInfinity;
        if (_absolute is not null)
        {
            bool enough = _totals.CandidateFailures + _totals.ForcedCandidateFailures >= minEvents;
            ceiling = useCeiling && enough ? _absolute.LogEvidence : double.NegativeInfinity;
            if (_options.MaxErrorRateCombination == AbsoluteRateCombination.Both)
            {
                relative = Math.Min(relative, enough ? _absolute.LogEvidence : double.NegativeInfinity);
                ceiling = double.NegativeInfinity;
            }
            else
            {
                relative += Math.Log(0.5);
                ceiling += Math.Log(0.5);
            }
        }

        relative += _logErrorWeight;
        ceiling += _logErrorWeight;
        double latency = _options.LatencyRollback ? _logLatencyWeight + _latency!.LogRollback(minEvents) : double.NegativeInfinity;
        reason = latency > Math.Max(relative, ceiling) ? AnalysisCodes.Latency : ceiling > relative ? AnalysisCodes.AbsoluteErrorRate : AnalysisCodes.ErrorRate;
        return LogSpace.Add(relative, LogSpace.Add(ceiling, latency));
    }

    private static long Sum(ReadOnlySpan<long> histogram)
    {
        long sum = 0;
        foreach (long count in histogram)
        {
            sum += count;
        }

        return sum;
    }
}
