using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using StackKit.Deploy.Analysis;
using StackKit.Deploy.Evidence;
using StackKit.Deploy.Store;
using StackKit.Routing;

namespace StackKit.Deploy.Control;

/// <summary>Feeds the analysis of one rollout with what the routers report, and asks what the current step wants to know.</summary>
internal sealed class EvidenceJudge
{
    private readonly SequentialAnalysis _analysis;
    private readonly EvidenceCollector _collector;
    private readonly OutsideQuestions _outside;
    private readonly TimeSpan _warmUp;
    private bool _baselineSet;

    private EvidenceJudge(SequentialAnalysis analysis, EvidenceCollector collector, OutsideQuestions outside, TimeSpan warmUp)
    {
        _analysis = analysis;
        _collector = collector;
        _outside = outside;
        _warmUp = warmUp;
    }

    /// <summary>Gets what went wrong when somebody outside was asked; null when everything answers.</summary>
    public string? DependencyError => _outside.Error;

    public static EvidenceJudge For(DeployedService service, RolloutState state, RolloutProgress? progress, TimeProvider timeProvider, Action wake, ILogger logger)
    {
        AnalysisOptions options = state.Rollout.Plan.Analysis;
        SequentialAnalysisState? saved = progress?.Analysis;
        SequentialAnalysis analysis = saved is null ? new SequentialAnalysis(options, GroupOf(state.Rollout.Plan, int.MaxValue) + 1) : SequentialAnalysis.Restore(options, saved);
        EvidenceCollector collector = new(state.Rollout.Stable ?? "", state.Rollout.Candidate, takeOver: saved is not null);
        return new EvidenceJudge(analysis, collector, new OutsideQuestions(service, progress?.Threshold, (state.Step, state.StepAttempt), timeProvider, wake, logger), options.WarmUp);
    }

    public SequentialAnalysisState Save() => _analysis.Save();

    public ThresholdAnalysisState? SaveThreshold(RolloutState state) => _outside.Save(state);

    public GateCheck? AskGate(RolloutState state) => _outside.AskGate(state);

    /// <summary>Takes the new evidence and says what it means; null while there is nothing to compare.</summary>
    public AnalysisReport? Judge(RolloutState state, ImmutableArray<RouterReport> routers, RolloutTimers timers)
    {
        if (state.Rollout.Stable is null || state.Phase is not (RolloutPhase.Progressing or RolloutPhase.Promoting or RolloutPhase.Baking or RolloutPhase.Held) || state.Step < 0)
        {
            return null;
        }

        if (!_baselineSet)
        {
            _baselineSet = true;
            SetBaseline(state.Rollout.Stable, routers);
        }

        _analysis.BeginStep(GroupOf(state.Rollout.Plan, state.Step));
        bool warm = timers.Fresh >= _warmUp && (state.Phase != RolloutPhase.Progressing || timers.Phase >= _warmUp);
        foreach (EvidenceDelta delta in _collector.Take(routers, state.FromGeneration, warm))
        {
            _analysis.Observe(delta);
        }

        bool asked = state is { Phase: RolloutPhase.Progressing, StepPhase: StepPhase.Observing } && state.Pauses.All(p => p.Reason == PauseReason.DependencyDown);
        if (asked && state.CurrentStep is RolloutStep.Analyse step)
        {
            AnalysisReport report = _analysis.Evaluate(timers.Step, StepRequirement.Of(step, state.Rollout.Plan.Analysis));
            return step.Metrics.IsEmpty || report.Verdict == Verdict.Rollback ? report : _outside.Judge(state, step, timers.Step);
        }

        return _analysis.Evaluate(timers.Step, requirement: null);
    }

    // The latencies that stable had before the candidate came: bounds chosen from them owe nothing to what is judged.
    private void SetBaseline(string stable, ImmutableArray<RouterReport> routers)
    {
        long[] counts = new long[LatencyBuckets.Count];
        foreach (VersionReport totals in routers.SelectMany(r => r.Totals).Where(t => t.Version == stable))
        {
            totals.Latency.AddTo(counts, 1);
        }

        _analysis.SetLatencyBaseline(counts);
    }

    // Evidence is begun anew wherever the routing changes; pauses and analyses in between share it.
    private static int GroupOf(RolloutPlan plan, int step)
    {
        int changes = 0;
        for (int i = 0; i < plan.Steps.Length && i <= step; i++)
        {
            changes += plan.Steps[i] is RolloutStep.SetWeight ? 1 : 0;
        }

        return changes;
    }
}
