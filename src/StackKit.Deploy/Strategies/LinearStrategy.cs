namespace StackKit.Deploy;

/// <summary>Adds the same weight again and again, with an interval or an analysis between, up to a maximum.</summary>
internal sealed class LinearStrategy : IRolloutStrategy
{
    public string Name => StrategyNames.Linear;

    public IReadOnlyList<RolloutStep> BuildSteps(StrategyContext context)
    {
        LinearOptions options = context.Options.Linear;
        if (options.StepWeight > options.MaxWeight)
        {
            throw new RolloutPlanException(FormattableString.Invariant($"{context.Path}:Linear:StepWeight"), FormattableString.Invariant($"({options.StepWeight}) must not exceed MaxWeight ({options.MaxWeight})."));
        }

        List<RolloutStep> steps = [];
        for (int weight = options.StepWeight; ; weight = Math.Min(weight + options.StepWeight, options.MaxWeight))
        {
            bool last = weight == options.MaxWeight;
            steps.Add(new RolloutStep.SetWeight(weight / 100.0));
            steps.Add(new RolloutStep.Analyse { MinDuration = options.Interval, RequireEvidence = last, MinCandidateRequests = last ? null : options.MinCandidateRequests });
            if (last)
            {
                return steps;
            }
        }
    }
}
