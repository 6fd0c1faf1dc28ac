namespace StackKit.Deploy.Analysis;

/// <summary>What one step asks of the evidence before the rollout goes on.</summary>
/// <param name="MinDuration">How long evidence is gathered at least.</param>
/// <param name="MaxDuration">How long at most; null for no end.</param>
/// <param name="MinCandidateRequests">How many requests the candidate must have answered in the step.</param>
/// <param name="RequireEvidence">Whether it must be shown to be good enough, or only not be shown to be worse.</param>
internal sealed record StepRequirement(TimeSpan MinDuration, TimeSpan? MaxDuration, long MinCandidateRequests, bool RequireEvidence)
{
    /// <summary>Joins what a step says with what the analysis of its plan says.</summary>
    public static StepRequirement Of(RolloutStep.Analyse step, AnalysisOptions options) => new(
        step.MinDuration > options.MinDuration ? step.MinDuration : options.MinDuration,
        step.MaxDuration ?? options.MaxDuration,
        step.MinCandidateRequests ?? options.MinCandidateRequests,
        step.RequireEvidence);
}
