using Shop;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;

namespace StackKit.Acceptance.Canary;

public sealed class BrokenCandidateScenario : SiteScenario
{
    public override string Id => "P-C5a";

    public override string Statement => "Candidate fails everything at 100 req/s, weight 10: at most 10 candidate requests, and at most 250 ms from the verdict to the last one routed.";

    protected override async Task RunAsync(ScenarioRun run, string kind, CancellationToken cancellationToken)
    {
        await using ShopSite site = await ShopSite.StartAsync(kind, run.Seed, service => JudgeAt(service, 10, _ => { }), cancellationToken);
        await site.SetFaultAsync("2", new Fault { Error = 1 }, cancellationToken);
        using Customers customers = new(site.Address);
        using RoutedTimes routed = new(site);
        string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        Task<RolloutState> ended = site.Rollouts.WaitAsync("shop", id, cancellationToken).AsTask();
        await customers.SendUntilAsync(() => ended.IsCompleted || customers.Visits.Count > 5_000, perSecond: 100, concurrency: 8, _ => null, cancellationToken);
        RolloutState state = await ended;
        TimeSpan late = await routed.SinceVerdictAsync(id, cancellationToken);

        run.Figure($"{kind}-candidate-requests", customers.Count("2"));
        run.Figure($"{kind}-verdict-to-last-ms", late.TotalMilliseconds);
        run.Check(state.Phase == RolloutPhase.RolledBack, $"{kind}: it is {state.Phase}");
        run.Check(customers.Count("2") <= 10, $"{kind}: {customers.Count("2")} requests reached the candidate");
        run.Check(late <= TimeSpan.FromMilliseconds(250), $"{kind}: the last request was routed {late.TotalMilliseconds:0} ms after the verdict");
    }
}
