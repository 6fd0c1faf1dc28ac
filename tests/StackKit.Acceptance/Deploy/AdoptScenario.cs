using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Canary;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Worlds;
using StackKit.Coordination;
using StackKit.Deploy;
using StackKit.Routing;

namespace StackKit.Acceptance.Deploy;

public sealed class AdoptScenario : IScenario
{
    private const int Worlds = 3;
    private static readonly TimeSpan s_notice = TimeSpan.FromSeconds(2);

    public string Id => "P-S5";

    public string Statement => "The file is deleted and recreated while three gateways hold it: everyone reports StoreRegressed within 2 s, weights stay, nothing is decided, and adopt by one continues for all.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("stackkit-adopt-").FullName;
        string path = Path.Combine(folder, "deploy.db");
        List<RolloutWorld> worlds = [];
        try
        {
            for (int i = 0; i < Worlds; i++)
            {
                worlds.Add(await RolloutWorld.StartAsync(
                    service => SiteScenario.HoldAt(service, 25),
                    services => services.AddStackKit().AddSqliteStore(store => store.Path = path)));
                worlds[^1].SendRequests(users: 4, seed: run.Seed + i);
            }

            await RunAsync(run, worlds, path, cancellationToken);
        }
        finally
        {
            foreach (RolloutWorld world in worlds)
            {
                await world.DisposeAsync();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(ScenarioRun run, List<RolloutWorld> worlds, string path, CancellationToken cancellationToken)
    {
        Rollouts rollouts = worlds[0].Rollouts;
        string id = await rollouts.StartAsync("shop", "2", "ana", "release", cancellationToken);
        RolloutState before = await worlds[0].WaitUntilAsync(id, s => s.StepPhase == StepPhase.GateWaiting, cancellationToken);
        int events = (await rollouts.GetEventsAsync("shop", id, cancellationToken)).Count;
        (long, long)[] routed = Routed(worlds);

        TimeSpan noticed = await ReplaceAsync(worlds, path, cancellationToken);
        run.Figure("noticed-by-all-ms", noticed.TotalMilliseconds);
        run.Check(noticed <= s_notice, $"it took {noticed.TotalMilliseconds:0} ms until everyone had noticed");
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellationToken); // whoever decided something now would be wrong
        run.Check(worlds.All(w => w.Rollouts.GetStoreHealth("shop") == StoreHealth.Regressed), "somebody went on with an empty store");
        run.Check(routed.SequenceEqual(Routed(worlds)) && worlds.All(w => WeightOf(w) == 0.25), "the weights did not stay");

        AdoptReceipt receipt = await worlds[^1].Rollouts.AdoptAsync("ana", "the disk was replaced", cancellationToken);
        long adopted = TimeProvider.System.GetTimestamp();
        while (worlds.Any(w => w.Rollouts.GetStoreHealth("shop") != StoreHealth.Live))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        run.Figure("adopted-by-all-ms", TimeProvider.System.GetElapsedTime(adopted).TotalMilliseconds);
        await rollouts.ApproveAsync("shop", "go", "ben", "it goes on", cancellationToken);
        RolloutState after = await rollouts.WaitAsync("shop", id, cancellationToken);
        IReadOnlyList<RolloutEvent> trail = await rollouts.GetEventsAsync("shop", id, cancellationToken);
        await HasEverywhereAsync(worlds, "2", cancellationToken);

        run.Figure("events-before", events);
        run.Figure("events-after", trail.Count);
        run.Check(receipt.Restored.SequenceEqual(["shop"]), "nothing was written again");
        run.Check(after is { Phase: RolloutPhase.Succeeded } && after.Rollout.Id == before.Rollout.Id, $"it is {after.Phase}: {after.Reason?.Text}");
        run.Check(trail.Select(e => e.Sequence).SequenceEqual(Enumerable.Range(1, trail.Count).Select(i => (long)i)), "the audit trail has gaps");
        run.Check(trail.OfType<RolloutEvent.Adopted>().Single() is { Actor: "ana", Reason: "the disk was replaced" }, "the adoption is not in the audit trail");
    }

    private static async Task<TimeSpan> ReplaceAsync(List<RolloutWorld> worlds, string path, CancellationToken cancellationToken)
    {
        foreach (string file in new[] { path, $"{path}-wal", $"{path}-shm" })
        {
            File.Delete(file);
        }

        await using (SqliteConnection connection = new($"Data Source={path};Pooling=False"))
        {
            await connection.OpenAsync(cancellationToken); // recreated, by whoever
            await using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 0";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        long began = TimeProvider.System.GetTimestamp();
        while (worlds.Any(w => w.Rollouts.GetStoreHealth("shop") != StoreHealth.Regressed))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }

        return TimeProvider.System.GetElapsedTime(began);
    }

    private static async Task HasEverywhereAsync(List<RolloutWorld> worlds, string version, CancellationToken cancellationToken)
    {
        while (worlds.Any(w => w.Router.Split is not Split split || split.Arms.Any(a => a.Version == version ? a.Weight < 1 : a.Weight > 0)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    private static (long Epoch, long Generation)[] Routed(List<RolloutWorld> worlds) => [.. worlds.Select(w => (w.Router.Split!.Epoch, w.Router.Split.Generation))];

    private static double WeightOf(RolloutWorld world) => world.Router.Split!.Arms.First(a => a.Version == "2").Weight;
}
