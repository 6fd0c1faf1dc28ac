namespace StackKit.Deploy;

/// <summary>Checks a whole second set of instances without users, then sends everybody there at once.</summary>
internal sealed class BlueGreenStrategy : IRolloutStrategy
{
    private const string PreviewRule = "preview";

    public string Name => StrategyNames.BlueGreen;

    public bool NeedsFullCapacity => true;

    public double? GetMaxErrorRate(StrategyContext context) => context.Options.BlueGreen.MaxErrorRate;

    public IReadOnlyList<RolloutStep> BuildSteps(StrategyContext context)
    {
        string path = $"{context.Path}:BlueGreen";
        BlueGreenOptions options = context.Options.BlueGreen;
        if (context.Options.Shape != RolloutShape.Beside)
        {
            throw new RolloutPlanException($"{context.Path}:Shape", "must be Beside for the strategy BlueGreen: it needs both versions whole at the same time.");
        }

        if (options.PrePromotion.Analysis is { Metrics.Count: 0 })
        {
            throw new RolloutPlanException($"{path}:PrePromotion:Analysis:Metrics", "is empty, and before the switch there are no users to judge by; name metrics, or leave the analysis out.");
        }

        List<RolloutStep> steps = [];
        if (options.PreviewHeaders.Count > 0)
        {
            steps.Add(Preview(options, path));
        }

        AddChecks(steps, options.PrePromotion, $"{path}:PrePromotion");
        if (options.Gate is GateOptions gate)
        {
            steps.Add(StepFactory.CreateGate(gate, $"{path}:Gate"));
        }

        if (options.PreviewHeaders.Count > 0)
        {
            steps.Add(new RolloutStep.SetRule(((RolloutStep.SetRule)steps[0]).Rule, Remove: true));
        }

        steps.Add(new RolloutStep.SetWeight(1));
        AddChecks(steps, options.PostPromotion, $"{path}:PostPromotion");
        return steps;
    }

    private static RolloutStep Preview(BlueGreenOptions options, string path)
    {
        RuleOptions rule = new() { Name = PreviewRule };
        foreach ((string name, string value) in options.PreviewHeaders)
        {
            rule.Headers.Add(name, value);
        }

        return StepFactory.Create(new StepOptions { Rule = rule }, $"{path}:PreviewHeaders");
    }

    private static void AddChecks(List<RolloutStep> steps, BlueGreenChecks checks, string path)
    {
        for (int i = 0; i < checks.Hooks.Count; i++)
        {
            steps.Add(new RolloutStep.RunHook(PlanNames.Require(checks.Hooks[i], FormattableString.Invariant($"{path}:Hooks:{i}"))));
        }

        if (checks.Analysis is AnalysisStepOptions analysis)
        {
            // After the switch nobody is left to compare with: what counts is that nothing speaks against the candidate.
            RolloutStep.Analyse step = StepFactory.CreateAnalysis(analysis, $"{path}:Analysis");
            steps.Add(step.Metrics.IsEmpty ? step with { RequireEvidence = false } : step);
        }
    }
}
