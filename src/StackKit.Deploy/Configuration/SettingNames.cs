using StackKit.Deploy.Analysis;

namespace StackKit.Deploy;

/// <summary>The names of all settings of a service, to guess what a misspelt one was meant to be.</summary>
internal static class SettingNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        nameof(ServiceOptions.Router), nameof(ServiceOptions.Target), nameof(ServiceOptions.StableVersion), nameof(ServiceOptions.Shape), nameof(ServiceOptions.Instances),
        nameof(ServiceOptions.CandidateInstances), nameof(ServiceOptions.Mode), nameof(ServiceOptions.Strategy), nameof(ServiceOptions.Canary), nameof(ServiceOptions.BlueGreen),
        nameof(ServiceOptions.Linear), nameof(ServiceOptions.Analysis), nameof(ServiceOptions.Verify), nameof(ServiceOptions.HarmBudget), nameof(ServiceOptions.BakeTime),
        nameof(ServiceOptions.DrainTimeout), nameof(ServiceOptions.ProgressDeadline), nameof(CanaryOptions.Steps),
        nameof(StepOptions.Weight), nameof(StepOptions.Pause), nameof(StepOptions.Rule), nameof(StepOptions.Hook), nameof(StepOptions.Gate),
        nameof(GateOptions.Name), nameof(GateOptions.Expiry), nameof(GateOptions.Approvals), nameof(GateOptions.SecondPerson),
        nameof(BlueGreenOptions.PreviewHeaders), nameof(BlueGreenOptions.PrePromotion), nameof(BlueGreenOptions.PostPromotion), nameof(BlueGreenOptions.MaxErrorRate),
        nameof(BlueGreenChecks.Hooks), nameof(LinearOptions.StepWeight), nameof(LinearOptions.MaxWeight), nameof(LinearOptions.Interval), nameof(LinearOptions.MinCandidateRequests),
        nameof(RuleOptions.Remove), nameof(RuleOptions.Effect), nameof(RuleOptions.Side), nameof(RuleOptions.Users), nameof(RuleOptions.Networks), nameof(RuleOptions.Headers), nameof(RuleOptions.Cookies),
        nameof(AnalysisStepOptions.MinDuration), nameof(AnalysisStepOptions.MaxDuration), nameof(AnalysisStepOptions.RequireEvidence), nameof(AnalysisStepOptions.Metrics),
        nameof(AnalysisOptions.Alpha), nameof(AnalysisOptions.Beta), nameof(AnalysisOptions.RollbackRatio), nameof(AnalysisOptions.RollbackMargin), nameof(AnalysisOptions.PromoteRatio),
        nameof(AnalysisOptions.PromoteMargin), nameof(AnalysisOptions.MaxErrorRateCombination), nameof(AnalysisOptions.MaxBaselineErrorRate), nameof(AnalysisOptions.ErrorWeight),
        nameof(AnalysisOptions.LatencyWeight), nameof(AnalysisOptions.LatencyRollback), nameof(AnalysisOptions.LatencyRollbackRatio), nameof(AnalysisOptions.RequireLatencyEvidence),
        nameof(AnalysisOptions.LatencyPromoteRatio), nameof(AnalysisOptions.MinCandidateFailures), nameof(AnalysisOptions.WarmUp),
        nameof(ThresholdMetricOptions.Provider), nameof(ThresholdMetricOptions.Query), nameof(ThresholdMetricOptions.InitialDelay), nameof(ThresholdMetricOptions.Count),
        nameof(ThresholdMetricOptions.SuccessCondition), nameof(ThresholdMetricOptions.FailureCondition), nameof(ThresholdMetricOptions.FailureLimit), nameof(ThresholdMetricOptions.InconclusiveLimit),
        nameof(ThresholdMetricOptions.ConsecutiveErrorLimit), nameof(ThresholdMetricOptions.ConsecutiveSuccessLimit), nameof(ThresholdRange.Min), nameof(ThresholdRange.Max),
    ];

    /// <summary>Finds the name that differs in one or two letters; null when none is that near.</summary>
    public static string? FindNearest(string name)
    {
        (string Name, int Distance) best = name.Length > 40 ? ("", int.MaxValue) : All.Select(n => (n, Distance(n, name))).MinBy(n => n.Item2);
        return best.Distance <= Math.Min(2, name.Length / 3) ? best.Name : null;
    }

    // Edits of one letter, and two neighbours swapped.
    private static int Distance(string one, string two)
    {
        int[,] cost = new int[one.Length + 1, two.Length + 1];
        for (int i = 0; i <= one.Length; i++)
        {
            for (int j = 0; j <= two.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                bool same = char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(two[j - 1]);
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(two[j - 2]) && char.ToUpperInvariant(one[i - 2]) == char.ToUpperInvariant(two[j - 1]))
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[one.Length, two.Length];
    }
}
