using Shop;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;

namespace StackKit.Acceptance.Canary;

public sealed class LatencyScenario : SiteScenario
{
    // Of the 95 % below stable's p95, this share is lifted over it: 5 % becomes 15 %.
    private const double Tail = 0.105;

    public override string Id => "P-C9";

    public override string Statement => "The share of candidate requests over stable's p95 rises from 5 % to 15 %: rolled back within 1,500 candidate requests.";

    protected override async Task RunAsync(ScenarioRun run, string kind, CancellationToken cancellationToken)
    {
        await using ShopSite site = await ShopSite.StartAsync(kind, run.Seed, service => JudgeAt(service, 50, a =>
        {
            a.MinCandidateRequests = 100_000;
            a.WarmUp = TimeSpan.Zero; // the site has warmed up already
        }), cancellationToken);
        await site.SetFaultAsync("2", new Fault { Tail = Tail, TailMs = 60 }, cancellationToken);
        using Customers customers = new(site.Address);
        await customers.SendManyAsync(1_000, _ => null, cancellationToken); // what stable does is known before
        string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        Task<RolloutState> ended = site.Rollouts.WaitAsync("shop", id, cancellationToken).AsTask();
        await customers.SendUntilAsync(() => ended.IsCompleted || customers.Count("2") > 4_000, perSecond: 400, concurrency: 24, _ => null, cancellationToken);
        run.Check(ended.IsCompleted, $"{kind}: nothing was found within {customers.Count("2")} candidate requests");
        if (ended.IsCompleted)
        {
            RolloutState state = await ended;
            run.Figure($"{kind}-candidate-requests", customers.Count("2"));
            run.Figure($"{kind}-code", state.Reason!.Code);
            run.Check(state is { Phase: RolloutPhase.RolledBack, Reason.Code: "Latency" }, $"{kind}: it is {state.Phase} {state.Reason.Code}");
            run.Check(customers.Count("2") <= 1_500, $"{kind}: {customers.Count("2")} candidate requests were needed");
        }
    }
}
