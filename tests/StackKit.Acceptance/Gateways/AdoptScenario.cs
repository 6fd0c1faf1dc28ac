using System.Diagnostics;
using Microsoft.Data.Sqlite;
using StackKit.Acceptance.Harness;
using StackKit.Coordination;
using StackKit.Deploy;

namespace StackKit.Acceptance.Gateways;

public sealed class AdoptScenario : IScenario
{
    private const int Gateways = 4;

    private static readonly TimeSpan s_notice = TimeSpan.FromSeconds(2);

    public string Id => "P-S5";

    public string Statement => "The file is deleted and recreated while 4 gateway processes hold it: everyone reports StoreRegressed within 2 s, weights stay, nothing is decided, no user loses a request, and adopt at one of them continues for all.";

    public bool Quick => true;

    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken) =>
        GatewayCluster.UseAsync(run, Gateways, GatewayCluster.NewSettings(GatewayPlans.Everything), (cluster, token) => TryAsync(run, cluster, token), cancellationToken);

    private static async Task TryAsync(ScenarioRun run, GatewayCluster cluster, CancellationToken cancellationToken)
    {
        await using GatewayCustomers customers = new(cluster.Living);
        customers.Begin(perSecond: 50, concurrency: 4);
        string id = await cluster.Rollouts.StartAsync(GatewayServices.Service, "2", "ana", null, cancellationToken);
        RolloutState before = await cluster.WaitUntilAsync(id, s => s.StepPhase == StepPhase.GateWaiting, cancellationToken);
        await cluster.WaitForRoutersAsync(cluster.Living, cancellationToken);
        GatewayStatus[] routed = await AskAllAsync(cluster, cancellationToken);

        long replaced = await ReplaceAsync(cluster.Settings.Store, cancellationToken);
        await GatewayCluster.WaitAsync(async () => (await AskAllAsync(cluster, cancellationToken)).All(s => s.Health == nameof(StoreHealth.Regressed)), cancellationToken);
        TimeSpan noticed = Stopwatch.GetElapsedTime(replaced);
        await Task.Delay(cluster.Settings.LeaseTime * 2, TimeProvider.System, cancellationToken); // whoever led or decided now would be wrong
        GatewayStatus[] kept = await AskAllAsync(cluster, cancellationToken);

        run.Figure("noticed-by-all-ms", noticed.TotalMilliseconds);
        run.Check(noticed <= s_notice, $"it took {noticed.TotalMilliseconds:0} ms until everyone had noticed");
        run.Check(kept.All(s => s.Health == nameof(StoreHealth.Regressed)), "somebody went on with an empty store");
        run.Check(routed.Select(s => (s.Epoch, s.Generation)).SequenceEqual(kept.Select(s => (s.Epoch, s.Generation))), "the routing did not stay");
        run.Check(kept.Zip(routed).All(s => s.First.Routed.GetValueOrDefault("1") > s.Second.Routed.GetValueOrDefault("1")), "a gateway served nobody meanwhile");

        long adopting = Stopwatch.GetTimestamp();
        string[] restored = await cluster.Living[^1].AdoptAsync(cancellationToken);
        await GatewayCluster.WaitAsync(async () => (await AskAllAsync(cluster, cancellationToken)).All(s => s.Health == nameof(StoreHealth.Live)), cancellationToken);
        run.Figure("adopted-by-all-ms", Stopwatch.GetElapsedTime(adopting).TotalMilliseconds);
        await GatewayCluster.WaitAsync(() => Task.FromResult(cluster.Rollouts.GetStoreHealth(GatewayServices.Service) == StoreHealth.Live), cancellationToken);
        await cluster.Rollouts.ApproveAsync(GatewayServices.Service, "go", "ben", "it goes on", cancellationToken);
        RolloutState after = await cluster.Rollouts.WaitAsync(GatewayServices.Service, id, cancellationToken);
        await cluster.WaitForRoutersAsync(cluster.Living, cancellationToken);
        GatewayStatus[] last = await AskAllAsync(cluster, cancellationToken);
        await customers.StopAsync();
        await CheckTrailAsync(run, cluster, before, after, cancellationToken);

        run.Check(restored is ["shop"], $"what was written again: {string.Join(", ", restored)}");
        run.Check(after.Phase == RolloutPhase.Succeeded, $"it is {after.Phase}: {after.Reason?.Text}");
        run.Check(last.All(s => s.Epoch > kept.Max(k => k.Epoch)), "a router did not take the routing of the new leader");
        customers.Check(run, "");
    }

    private static async Task CheckTrailAsync(ScenarioRun run, GatewayCluster cluster, RolloutState before, RolloutState after, CancellationToken cancellationToken)
    {
        IReadOnlyList<RolloutEvent> trail = await cluster.Rollouts.GetEventsAsync(GatewayServices.Service, after.Rollout.Id, cancellationToken);
        run.Figure("events-before", before.Sequence);
        run.Figure("events-after", after.Sequence);
        run.Check(after.Sequence > before.Sequence + 1, "the rollout did not go on from where it stood");
        run.Check(trail.OfType<RolloutEvent.Adopted>().Single() is { Actor: "ana", Reason: "the disk was replaced" }, "the adoption is not in the audit trail");
        foreach (string problem in await RolloutAudit.FindStoredProblemsAsync(cluster, cancellationToken))
        {
            run.Check(false, problem);
        }
    }

    private static Task<GatewayStatus[]> AskAllAsync(GatewayCluster cluster, CancellationToken cancellationToken) =>
        Task.WhenAll(cluster.Living.Select(g => g.AskAsync(cancellationToken)));

    // As somebody would who restores the wrong thing: the files go, and another program makes an empty one of the same name.
    private static async Task<long> ReplaceAsync(string path, CancellationToken cancellationToken)
    {
        foreach (string file in new[] { path, $"{path}-wal", $"{path}-shm" })
        {
            File.Delete(file);
        }

        await using SqliteConnection connection = new($"Data Source={path};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version = 0";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return Stopwatch.GetTimestamp();
    }
}
