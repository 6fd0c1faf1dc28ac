using Shop;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;

namespace StackKit.Acceptance.Canary;

public sealed class UnhealthyBaselineScenario : SiteScenario
{
    public override string Id => "P-C7";

    public override string Statement => "Both versions fail 30 %: no roll-back, Inconclusive(BaselineUnhealthy) within 2,000 requests.";

    protected override async Task RunAsync(ScenarioRun run, string kind, CancellationToken cancellationToken)
    {
        await using ShopSite site = await ShopSite.StartAsync(kind, run.Seed, service => JudgeAt(service, 10, a => a.LatencyRollback = false), cancellationToken);
        await site.SetFaultAsync("1", new Fault { Error = 0.3 }, cancellationToken);
        await site.SetFaultAsync("2", new Fault { Error = 0.3 }, cancellationToken);
        using Customers customers = new(site.Address);
        string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        await site.WaitUntilAsync(id, s => s is { Step: 1, StepPhase: StepPhase.Observing }, cancellationToken);
        Task<RolloutState> paused = site.WaitUntilAsync(id, s => s.Pauses.Any(p => p.Reason == PauseReason.Inconclusive), cancellationToken);
        await customers.SendUntilAsync(() => paused.IsCompleted || customers.Visits.Count >= 4_000, perSecond: 1_500, concurrency: 24, _ => null, cancellationToken);
        int needed = customers.Visits.Count;
        run.Check(paused.IsCompleted, $"{kind}: nothing was said within {needed} requests");
        await customers.SendManyAsync(2_000, _ => null, cancellationToken);
        RolloutStatus status = (await site.Rollouts.GetAsync("shop", cancellationToken))!;

        run.Figure($"{kind}-requests", needed);
        run.Figure($"{kind}-code", status.State.Reason?.Code ?? "none");
        run.Check(needed <= 2_000, $"{kind}: it took {needed} requests");
        run.Check(status.State is { Phase: RolloutPhase.Progressing, IsPaused: true, Reason.Code: "BaselineUnhealthy" }, $"{kind}: it is {status.State.Phase} {status.State.Reason?.Code}");
    }
}
