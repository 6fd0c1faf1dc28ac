using Shop;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;

namespace StackKit.Acceptance.Canary;

public sealed class HarmBudgetScenario : SiteScenario
{
    private const int Budget = 8;

    public override string Id => "P-C5b";

    public override string Statement => "Candidate fails everything at any rate, harm budget 8: at most 8 failed user requests, and at most 250 ms from the verdict to the last one routed; control without a budget.";

    protected override async Task RunAsync(ScenarioRun run, string kind, CancellationToken cancellationToken)
    {
        int failed = await TryAsync(run, kind, Budget, cancellationToken);
        run.Figure($"{kind}-failures", failed);
        run.Check(failed is > 0 and <= Budget, $"{kind}: {failed} requests failed");
        if (kind == "yarp")
        {
            int control = await TryAsync(run, kind, null, cancellationToken);
            run.Figure("control-failures", control);
            run.Check(control > Budget, $"the control without a budget lost {control}, no more than the budget");
        }
    }

    private static async Task<int> TryAsync(ScenarioRun run, string kind, long? budget, CancellationToken cancellationToken)
    {
        await using ShopSite site = await ShopSite.StartAsync(
            kind,
            run.Seed,
            service =>
            {
                service.HarmBudget = budget;
                JudgeAt(service, 50, _ => { });
            },
            cancellationToken);
        await site.SetFaultAsync("2", new Fault { Error = 1 }, cancellationToken);
        using Customers customers = new(site.Address);
        using RoutedTimes routed = new(site);
        string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        Task<RolloutState> ended = site.Rollouts.WaitAsync("shop", id, cancellationToken).AsTask();
        await customers.SendUntilAsync(() => ended.IsCompleted, perSecond: 100_000, concurrency: 32, _ => null, cancellationToken);
        RolloutState state = await ended;
        run.Check(state.Phase == RolloutPhase.RolledBack, $"{kind}: it is {state.Phase}");
        if (budget is not null)
        {
            TimeSpan late = await routed.SinceVerdictAsync(id, cancellationToken);
            run.Figure($"{kind}-reason", state.Reason!.Code);
            run.Figure($"{kind}-verdict-to-last-ms", late.TotalMilliseconds);
            run.Check(late <= TimeSpan.FromMilliseconds(250), $"{kind}: the last request was routed {late.TotalMilliseconds:0} ms after the verdict");
        }

        return customers.Failures("2");
    }
}
