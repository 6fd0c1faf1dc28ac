namespace StackKit.Deploy;

/// <summary>The steps as they are written in <see cref="CanaryOptions"/>.</summary>
internal sealed class CanaryStrategy : IRolloutStrategy
{
    private static readonly RolloutStep[] s_defaultSteps =
    [
        new RolloutStep.SetWeight(0.05),
        new RolloutStep.Analyse { MinCandidateRequests = 100, RequireEvidence = false },
        new RolloutStep.SetWeight(0.25),
        new RolloutStep.Analyse { MinCandidateRequests = 250, RequireEvidence = false },
        new RolloutStep.SetWeight(0.5),
        new RolloutStep.Analyse(),
    ];

    public string Name => StrategyNames.Canary;

    public IReadOnlyList<RolloutStep> BuildSteps(StrategyContext context)
    {
        List<StepOptions> steps = context.Options.Canary.Steps;
        if (steps.Count == 0)
        {
            return s_defaultSteps;
        }

        RolloutStep[] result = new RolloutStep[steps.Count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = StepFactory.Create(steps[i], FormattableString.Invariant($"{context.Path}:Canary:Steps:{i}"));
        }

        return result;
    }
}
