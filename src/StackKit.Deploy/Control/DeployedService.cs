using System.Collections.Frozen;
using System.Collections.Immutable;
using StackKit.Deploy.Analysis;
using StackKit.Deploy.Store;
using StackKit.Routing;

namespace StackKit.Deploy.Control;

/// <summary>A service with everything its settings name, found once when the application starts.</summary>
internal sealed class DeployedService
{
    public required string Name { get; init; }

    public required ServiceOptions Options { get; init; }

    public required Router Router { get; init; }

    /// <summary>Gets what creates and stops instances; null when a rollout only shifts traffic.</summary>
    public required IDeploymentTarget? Target { get; init; }

    public required IRolloutStrategy Strategy { get; init; }

    public required ImmutableArray<ITrafficShifter> Shifters { get; init; }

    public required FrozenDictionary<string, IRolloutHook> Hooks { get; init; }

    public required FrozenDictionary<string, IApprovalGate> Gates { get; init; }

    public required FrozenDictionary<string, IAnalysisProvider> Providers { get; init; }

    public DeployKeys Keys => new(Name);

    private StrategyContext Context => new(Name, Options, Capabilities);

    public ShifterCapabilities Capabilities => DataPlane.Common(Shifters);

    public TargetShapes Shapes => Target?.Shapes ?? (TargetShapes.Beside | TargetShapes.InPlace);

    /// <summary>Makes the plan of a rollout to a version.</summary>
    /// <exception cref="RolloutPlanException">The settings make no plan.</exception>
    public RolloutPlan BuildPlan(string stable, string candidate) =>
        BuildPlan([.. Strategy.BuildSteps(Context).Select(s => Resolve(s, stable, candidate))]);

    /// <summary>Makes the plan of going back to a version that has served before: nobody waits for evidence about it.</summary>
    public RolloutPlan BuildRollbackPlan() => BuildPlan([]);

    private RolloutPlan BuildPlan(ImmutableArray<RolloutStep> steps)
    {
        return new RolloutPlan
        {
            Strategy = Strategy.Name,
            Steps = steps,
            Shape = Options.Shape,
            Mode = Options.Mode,
            Instances = Target is null ? 0 : Options.Instances,
            CandidateInstances = Target is null ? 0 : Strategy.NeedsFullCapacity ? int.MaxValue : Options.CandidateInstances,
            Verify = [.. Options.Verify],
            BakeTime = Options.BakeTime,
            DrainTimeout = Options.DrainTimeout,
            ProgressDeadline = Options.ProgressDeadline,
            HarmBudget = Options.HarmBudget,
            Analysis = Strategy.GetMaxErrorRate(Context) is double ceiling ? Options.Analysis.WithMaxErrorRate(ceiling) : Options.Analysis,
        };
    }

    private static RolloutStep Resolve(RolloutStep step, string stable, string candidate) => step is RolloutStep.SetRule rule
        ? rule with
        {
            Rule = rule.Rule with
            {
                Version = rule.Rule.Version switch { StepFactory.StablePlaceholder => stable, StepFactory.CandidatePlaceholder => candidate, string other => other },
            },
        }
        : step;
}
