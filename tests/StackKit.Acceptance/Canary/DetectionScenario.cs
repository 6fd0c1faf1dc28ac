using Shop;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;

namespace StackKit.Acceptance.Canary;

public sealed class DetectionScenario : SiteScenario
{
    private const int Seeds = 20;

    public override string Id => "P-C4";

    public override string Statement => "Candidate 5 % errors, stable 0.2 %, weight 10: rolled back after at most 600 candidate requests in 20 of 20 seeds, median at most 200; at most 45 extra failures.";

    protected override async Task RunAsync(ScenarioRun run, string kind, CancellationToken cancellationToken)
    {
        List<int> requests = [];
        List<int> failures = [];
        await using ShopSite site = await ShopSite.StartAsync(kind, run.Seed, service => JudgeAt(service, 10, _ => { }), cancellationToken);
        await site.SetFaultAsync("1", new Fault { Error = 0.002 }, cancellationToken);
        await site.SetFaultAsync("2", new Fault { Error = 0.05 }, cancellationToken);
        for (int i = 0; i < Seeds; i++)
        {
            using Customers customers = new(site.Address);
            string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
            Task<RolloutState> ended = site.Rollouts.WaitAsync("shop", id, cancellationToken).AsTask();
            await customers.SendUntilAsync(() => ended.IsCompleted || customers.Visits.Count > 20_000, perSecond: 1_500, concurrency: 24, _ => null, cancellationToken);
            RolloutState state = await ended;
            requests.Add(customers.Count("2"));
            failures.Add(customers.Failures("2"));
            run.Check(state is { Phase: RolloutPhase.RolledBack, Reason.Code: "ErrorRate" }, $"{kind}, seed {i}: {state.Phase} {state.Reason?.Code}");
        }

        requests.Sort();
        run.Figure($"{kind}-median", requests[Seeds / 2]);
        run.Figure($"{kind}-max", requests[^1]);
        run.Figure($"{kind}-most-failures", failures.Max());
        run.Check(requests[^1] <= 600, $"{kind}: one run needed {requests[^1]} candidate requests");
        run.Check(requests[Seeds / 2] <= 200, $"{kind}: the median is {requests[Seeds / 2]}");
        run.Check(failures.Max() <= 45, $"{kind}: users saw {failures.Max()} failures");
    }
}
