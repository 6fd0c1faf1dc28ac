using System.Diagnostics;
using StackKit.Acceptance.Gateways.Watching;
using StackKit.Acceptance.Harness;
using StackKit.Deploy;

namespace StackKit.Acceptance.Gateways;

public sealed class BrokenCandidateGatewaysScenario : IScenario
{
    private const int Gateways = 4;
    private const int MostRequests = 10;

    private static readonly TimeSpan s_bar = TimeSpan.FromMilliseconds(250);

    public string Id => "P-C5";

    public string Statement => "Candidate fails everything behind 4 gateway processes on SQLite: at most 10 requests reach it at 100 req/s and weight 10, at most 8 fail at any rate with a budget of 8, and at most 250 ms from the verdict to the last one routed by any of them.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await TryAsync(run, "judge", GatewayPlans.Judge, perSecond: 100, concurrency: 8, MostRequests, cancellationToken);
        await TryAsync(run, "budget", GatewayPlans.Budget, perSecond: 100_000, concurrency: 16, GatewayPlans.HarmBudget, cancellationToken);
    }

    private static Task TryAsync(ScenarioRun run, string name, string plan, double perSecond, int concurrency, int most, CancellationToken cancellationToken)
    {
        GatewaySettings settings = GatewayCluster.NewSettings(plan) with { LeaseTime = TimeSpan.FromSeconds(5), Errors = new(StringComparer.Ordinal) { ["2"] = 1 } };
        return GatewayCluster.UseAsync(run, Gateways, settings, (cluster, token) => TryAsync(run, name, cluster, perSecond, concurrency, most, token), cancellationToken);
    }

    private static async Task TryAsync(ScenarioRun run, string name, GatewayCluster cluster, double perSecond, int concurrency, int most, CancellationToken cancellationToken)
    {
        await using GatewayCustomers customers = new(cluster.Living);
        customers.Begin(perSecond, concurrency);
        string id = await cluster.Rollouts.StartAsync(GatewayServices.Service, "2", "ana", null, cancellationToken);
        RolloutState state = await cluster.Rollouts.WaitAsync(GatewayServices.Service, id, cancellationToken);
        await customers.StopAsync();

        GatewayStatus[] statuses = await Task.WhenAll(cluster.Living.Select(g => g.AskAsync(cancellationToken)));
        long routed = statuses.Sum(s => s.Routed.GetValueOrDefault("2"));
        long last = statuses.Max(s => s.LastRouted.GetValueOrDefault("2"));
        LeaderCommit verdict = cluster.ReadWitnesses().SelectMany(w => w.Commits).Where(c => c.IsCommitted && c.Phase == nameof(RolloutPhase.RollingBack)).MinBy(c => c.Begun)!;
        TimeSpan late = last > verdict.Begun ? Stopwatch.GetElapsedTime(verdict.Begun, last) : TimeSpan.Zero;

        run.Figure($"{name}-candidate-requests", routed);
        run.Figure($"{name}-reason", state.Reason?.Code ?? "none");
        run.Figure($"{name}-verdict-to-last-ms", late.TotalMilliseconds);
        run.Check(state.Phase == RolloutPhase.RolledBack, $"{name}: it is {state.Phase}: {state.Reason?.Text}");
        run.Check(routed > 0 && routed <= most, $"{name}: {routed} requests were routed to the candidate");
        run.Check(customers.Failures("2") <= most, $"{name}: {customers.Failures("2")} requests failed");
        run.Check(late <= s_bar, $"{name}: the last request was routed {late.TotalMilliseconds:0} ms after the verdict");
        customers.Check(run, $"{name}-");
        foreach (string problem in await RolloutAudit.FindProblemsAsync(cluster, cancellationToken))
        {
            run.Check(false, $"{name}: {problem}");
        }
    }
}
