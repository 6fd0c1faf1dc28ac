using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Gateways;

public class KillLeaderScenario : IScenario
{
    private const int Gateways = 3;

    private static readonly (string Path, string Plan)[] s_paths = [("promotion", GatewayPlans.Everything), ("abort", GatewayPlans.Everything), ("in-place-promotion", GatewayPlans.InPlace), ("in-place-abort", GatewayPlans.InPlace)];

    public virtual string Id => "P-S1";

    public virtual string Statement => "kill -9 of the leader at every 7th commit of a promotion and of an abort: a successor acts within TTL + 1 s, the end is the same, nothing is completed twice, no user loses a request.";

    public virtual bool Quick => true;

    /// <summary>Gets every how many commits the leader is killed; 1 is the full matrix, right before and right after each.</summary>
    protected virtual int Every => 7;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, (string Path, string Plan)> plan in s_paths.Take(Every == 1 ? s_paths.Length : 2).GroupBy(p => p.Plan, StringComparer.Ordinal))
        {
            await GatewayCluster.UseAsync(run, Gateways, GatewayCluster.NewSettings(plan.Key) with { Limit = Every == 1 ? TimeSpan.FromHours(3) : TimeSpan.FromMinutes(10) }, (cluster, token) => TryAsync(run, cluster, plan.Key, [.. plan.Select(p => p.Path)], token), cancellationToken);
        }
    }

    private async Task TryAsync(ScenarioRun run, GatewayCluster cluster, string plan, string[] paths, CancellationToken cancellationToken)
    {
        await using GatewayCustomers customers = new(cluster.Living);
        customers.Begin(perSecond: 50, concurrency: 4);
        foreach (string path in paths)
        {
            await new KillLeaderMatrix(run, cluster, path, Every).RunAsync(customers, both: Every == 1, cancellationToken);
        }

        await customers.StopAsync();
        customers.Check(run, $"{plan}-");
        run.Figure($"{plan}-lost-with-the-killed", customers.LostWithGateway);
    }
}
