using System.Diagnostics;
using StackKit.Acceptance.Gateways.Watching;
using StackKit.Acceptance.Harness;
using StackKit.Deploy;

namespace StackKit.Acceptance.Gateways;

public sealed class FrozenLeaderScenario : IScenario
{
    private const int Gateways = 3;
    private const int Terms = 3;
    private const int Attempts = 5; // on a busy machine the lead may change by itself

    // Commits of a rollout's state before which the leader is frozen: an early one, some in the middle.
    private static readonly int[] s_commits = [2, 9, 17];

    public string Id => "P-S2";

    public string Statement => "SIGSTOP the leader right before a commit, and at any time, for 3 x TTL, then SIGCONT: the store and the routers accept none of its writes; control: without the guard the store takes it, and a router without an epoch takes its routing.";

    public bool Quick => true;

    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken) =>
        GatewayCluster.UseAsync(run, Gateways, GatewayCluster.NewSettings(GatewayPlans.Everything), (cluster, token) => TryAsync(run, cluster, token), cancellationToken);

    private static async Task TryAsync(ScenarioRun run, GatewayCluster cluster, CancellationToken cancellationToken)
    {
        await using GatewayCustomers customers = new(cluster.Living);
        customers.Begin(perSecond: 50, concurrency: 4);
        int attempted = 0;
        int accepted = 0;
        foreach (int at in s_commits)
        {
            LeaderCommit[]? late = null;
            for (int attempt = 0; late is null && attempt < Attempts; attempt++)
            {
                late = await TryFreezeAsync(run, cluster, customers, at, cancellationToken);
            }

            attempted += late?.Length ?? 0;
            accepted += late?.Count(c => c.IsCommitted) ?? 0;
            run.Check(late is not null, $"commit {at}: in {Attempts} rollouts somebody else led than the one that was to be frozen");
        }

        (GatewayProcess any, long before) = await cluster.WaitForLeaderAsync(_ => true, cancellationToken);
        customers.Exclude(any);
        await cluster.StopAsync(any, cancellationToken);
        await FreezeAsync(cluster, any, cancellationToken);
        LeaderCommit[] others = await WakeAsync(any, before, inCommit: false, cancellationToken);
        attempted += others.Length;
        accepted += others.Count(c => c.IsCommitted);
        await customers.StopAsync();

        run.Figure("frozen", s_commits.Length + 1);
        run.Figure("stale-writes-attempted", attempted);
        run.Figure("stale-writes-accepted", accepted);
        run.Check(accepted == 0, $"{accepted} stale writes were accepted");
        customers.Check(run, "");
        run.Figure("lost-with-the-frozen", customers.LostWithGateway);
        foreach (string problem in await RolloutAudit.FindProblemsAsync(cluster, cancellationToken))
        {
            run.Check(false, problem);
        }
    }

    /// <summary>Freezes the leader right before a commit of a rollout, and wakes it.</summary>
    /// <returns>What it tried to commit afterwards; null when another one had taken the lead before that commit.</returns>
    private static async Task<LeaderCommit[]?> TryFreezeAsync(ScenarioRun run, GatewayCluster cluster, GatewayCustomers customers, int at, CancellationToken cancellationToken)
    {
        (GatewayProcess leader, long token) = await cluster.WaitForLeaderAsync(_ => true, cancellationToken);
        customers.Exclude(leader);
        await leader.TrapAsync(TrapKind.StopBefore, at, cancellationToken);
        string candidate = await cluster.FindNextVersionAsync(cancellationToken);
        string id = await cluster.Rollouts.StartAsync(GatewayServices.Service, candidate, "ana", null, cancellationToken);
        Task approval = ApproveAsync(cluster, id, cancellationToken);
        Task<RolloutState> ended = cluster.Rollouts.WaitAsync(GatewayServices.Service, id, cancellationToken).AsTask();
        await GatewayCluster.WaitAsync(() => Task.FromResult(leader.IsStopped || ended.IsCompleted), cancellationToken);
        if (!leader.IsStopped)
        {
            await leader.TrapAsync(TrapKind.None, 0, cancellationToken);
            await approval;
            customers.Include(leader);
            return null;
        }

        leader.BeginOutage(Stopwatch.GetTimestamp());
        await FreezeAsync(cluster, leader, cancellationToken);
        LeaderCommit[] late = await WakeAsync(leader, token, inCommit: true, cancellationToken);
        RolloutState state = await ended;
        await approval;
        run.Check(state.Phase == RolloutPhase.Succeeded, $"commit {at}: it is {state.Phase}: {state.Reason?.Text}");
        await cluster.WaitForRoutersAsync(cluster.Living, cancellationToken);
        StaleAttempt stale = await leader.TryStaleAsync(token, cancellationToken);
        run.Check(stale is { Guarded: "Conflict", Unguarded: "Committed" }, $"commit {at}: with the guard the write was {stale.Guarded}, without it {stale.Unguarded}");
        run.Check(stale is { RouterTook: false, FreshRouterTook: true }, $"commit {at}: the router took routing of an older epoch: {stale.RouterTook}; one without an epoch: {stale.FreshRouterTook}");
        leader.EndOutage();
        customers.Include(leader);
        return late;
    }

    // Somebody else must lead meanwhile, or nothing could be stale.
    private static async Task FreezeAsync(GatewayCluster cluster, GatewayProcess leader, CancellationToken cancellationToken)
    {
        await Task.Delay(cluster.Settings.LeaseTime * Terms, TimeProvider.System, cancellationToken);
        await cluster.WaitForLeaderAsync(g => g != leader, cancellationToken);
    }

    /// <summary>Wakes the old leader and waits until it knows that it is none.</summary>
    /// <returns>What it tried to commit with its old token after it woke.</returns>
    private static async Task<LeaderCommit[]> WakeAsync(GatewayProcess leader, long token, bool inCommit, CancellationToken cancellationToken)
    {
        int before = (await ReadLogAsync(leader, cancellationToken)).Length;
        long woke = Stopwatch.GetTimestamp();
        leader.Continue();
        await leader.GoOnAsync(cancellationToken);
        string over = FormattableString.Invariant($"fencing token {token} is over");
        LeaderCommit[] tried = [];
        await GatewayCluster.WaitAsync(
            async () =>
            {
                tried = [.. leader.ReadWitness().Commits.Where(c => c.Token == token && c.Ended >= woke)];
                string log = (await ReadLogAsync(leader, cancellationToken))[before..];
                return inCommit ? tried.Any(c => c.What == "state") : log.Contains(over, StringComparison.Ordinal) || log.Contains("another process leads by now", StringComparison.Ordinal);
            },
            cancellationToken);
        return tried;
    }

    private static async Task<string> ReadLogAsync(GatewayProcess gateway, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(new FileStream(gateway.Settings.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static async Task ApproveAsync(GatewayCluster cluster, string id, CancellationToken cancellationToken)
    {
        RolloutState state = await cluster.WaitUntilAsync(id, s => s.StepPhase == StepPhase.GateWaiting, cancellationToken);
        if (!state.IsTerminal)
        {
            await cluster.Rollouts.ApproveAsync(GatewayServices.Service, "go", "ana", "as planned", cancellationToken);
        }
    }
}
