using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;
using StackKit.Deploy.Analysis;

namespace StackKit.Acceptance.Canary;

/// <summary>A scenario that must hold on every kind of site.</summary>
public abstract class SiteScenario : IScenario
{
    public abstract string Id { get; }

    public abstract string Statement { get; }

    public virtual bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        foreach (string kind in ShopSite.Kinds)
        {
            await RunAsync(run, kind, cancellationToken);
        }
    }

    protected abstract Task RunAsync(ScenarioRun run, string kind, CancellationToken cancellationToken);

    /// <summary>Sets one weight and waits there for somebody to let it go on.</summary>
    internal static void HoldAt(ServiceOptions service, params double[] weights)
    {
        service.Analysis.LatencyRollback = false;
        foreach (double weight in weights)
        {
            service.Canary.Steps.Add(new StepOptions { Weight = weight });
            service.Canary.Steps.Add(new StepOptions { Gate = new GateOptions { Name = "go" } });
        }
    }

    /// <summary>Sets one weight and waits for evidence there.</summary>
    internal static void JudgeAt(ServiceOptions service, double weight, Action<AnalysisOptions> analysis)
    {
        service.Canary.Steps.Add(new StepOptions { Weight = weight });
        service.Canary.Steps.Add(new StepOptions { Analysis = new AnalysisStepOptions() });
        analysis(service.Analysis);
    }

    /// <summary>Waits until the gate of a step is reached.</summary>
    internal static Task<RolloutState> AtGateAsync(ShopSite site, string rollout, int step, CancellationToken cancellationToken) =>
        site.WaitUntilAsync(rollout, s => s.StepPhase == StepPhase.GateWaiting && s.Step == step, cancellationToken);
}
