using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;

namespace StackKit.Acceptance.Canary;

public sealed class WeightScenario : SiteScenario
{
    private const int Requests = 20_000;

    public override string Id => "P-C1";

    public override string Statement => "Weight 10: of 20,000 requests without a key, 10 % +/- 0.7 pp reach the candidate.";

    protected override async Task RunAsync(ScenarioRun run, string kind, CancellationToken cancellationToken)
    {
        await using ShopSite site = await ShopSite.StartAsync(kind, run.Seed, service => HoldAt(service, 10), cancellationToken);
        using Customers customers = new(site.Address);
        string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        await AtGateAsync(site, id, 1, cancellationToken);
        await customers.SendManyAsync(Requests, _ => null, cancellationToken);

        double share = customers.Count("2") / (double)Requests;
        int lost = customers.Visits.Count(v => v.Failed);
        run.Figure($"{kind}-share", share);
        run.Figure($"{kind}-lost", lost);
        run.Check(Math.Abs(share - 0.1) <= 0.007, $"{kind}: {share:P2} reached the candidate");
        run.Check(lost == 0, $"{kind}: {lost} requests were lost");
    }
}
