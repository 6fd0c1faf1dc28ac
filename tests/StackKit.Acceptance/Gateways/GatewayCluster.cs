using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Gateways.Watching;
using StackKit.Acceptance.Harness;
using StackKit.Coordination;
using StackKit.Deploy;
using StackKit.Deploy.Store;

namespace StackKit.Acceptance.Gateways;

/// <summary>Several gateways that share a store, the processes of the shop behind them, and an operator who looks on from outside.</summary>
internal sealed class GatewayCluster
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(20);

    private readonly GatewaySettings _settings;
    private readonly ServiceProvider _operator;
    private ImmutableList<GatewayProcess> _all = [];
    private int _started;

    private GatewayCluster(GatewaySettings settings)
    {
        _settings = settings;
        ServiceCollection services = new();
        services.AddLogging();
        GatewayServices.Add(services, settings with { Name = "operator" });
        _operator = services.BuildServiceProvider();
        Rollouts = _operator.GetRequiredService<Rollouts>();
        Store = _operator.GetRequiredService<CoordinationSupervisor>();
    }

    public static DeployKeys Keys { get; } = new(GatewayServices.Service);

    public GatewaySettings Settings => _settings;

    public string Folder => _settings.Folder;

    public string Mark => _settings.Mark;

    /// <summary>Gets the rollouts as somebody sees them who neither routes nor campaigns.</summary>
    public Rollouts Rollouts { get; }

    public CoordinationSupervisor Store { get; }

    /// <summary>Gets all gateways there ever were.</summary>
    public IReadOnlyList<GatewayProcess> All => _all;

    public IReadOnlyList<GatewayProcess> Living => [.. _all.Where(g => !g.HasExited)];

    public IReadOnlyCollection<int> ProcessIds => [.. Living.Select(g => g.Id)];

    public IDeploymentTarget? Target => _operator.GetService<IDeploymentTarget>();

    /// <summary>Runs something with a cluster. Nothing of it stays behind, but for the folder with the logs when it fails.</summary>
    public static async Task UseAsync(ScenarioRun run, int gateways, GatewaySettings settings, Func<GatewayCluster, CancellationToken, Task> use, CancellationToken cancellationToken)
    {
        int failures = run.Failures.Count;
        GatewayCluster cluster = new(settings);
        GatewayRuns.Add(cluster);
        bool keep = true;
        try
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(settings.Limit);
            await cluster.BeginAsync(gateways, limit.Token);
            await use(cluster, limit.Token);
            keep = run.Failures.Count > failures;
        }
        finally
        {
            keep &= !cancellationToken.IsCancellationRequested;
            await cluster.EndAsync();
            if (keep)
            {
                run.Note($"the logs are in {cluster.KeepLogs()}");
            }

            cluster.Forget();
        }
    }

    /// <summary>Makes the settings of a cluster in a new folder.</summary>
    public static GatewaySettings NewSettings(string plan) => new()
    {
        Name = "",
        Folder = Directory.CreateTempSubdirectory("stackkit-gateways-").FullName,
        Mark = $"gateways-{Guid.NewGuid():N}",
        Plan = plan,
    };

    /// <summary>Starts one more gateway.</summary>
    public async Task<GatewayProcess> StartGatewayAsync(CancellationToken cancellationToken)
    {
        string name = $"g{Interlocked.Increment(ref _started)}";
        GatewayProcess gateway = await GatewayProcess.StartAsync(_settings with { Name = name }, cancellationToken);
        ImmutableInterlocked.Update(ref _all, static (all, added) => all.Add(added), gateway);
        return gateway;
    }

    /// <summary>Gets who leads by the store, and the fencing token; null while nobody does.</summary>
    public async Task<(GatewayProcess Gateway, long Token)?> FindLeaderAsync(CancellationToken cancellationToken)
    {
        Entry? entry = await Store.FindAsync(Keys.Leader, cancellationToken);
        return entry is not null && _all.FirstOrDefault(g => g.Name == Encoding.UTF8.GetString(entry.Value.Span)) is GatewayProcess gateway ? (gateway, entry.Revision) : null;
    }

    /// <summary>Finds the one of versions 1 and 2 that is not stable.</summary>
    public async Task<string> FindNextVersionAsync(CancellationToken cancellationToken) =>
        (await Store.FindAsync(Keys.Stable, cancellationToken))?.Read(DeployJson.Default.StableRecord).Version == "1" ? "2" : "1";

    /// <summary>Waits until somebody leads, whom a condition accepts.</summary>
    public async Task<(GatewayProcess Gateway, long Token)> WaitForLeaderAsync(Func<GatewayProcess, bool> accept, CancellationToken cancellationToken)
    {
        (GatewayProcess Gateway, long Token)? leader = null;
        await WaitAsync(async () => (leader = await FindLeaderAsync(cancellationToken)) is not null && accept(leader.Value.Gateway), cancellationToken);
        return leader!.Value;
    }

    /// <summary>Waits until a rollout is as wanted, or has ended.</summary>
    public async Task<RolloutState> WaitUntilAsync(string rollout, Func<RolloutState, bool> wanted, CancellationToken cancellationToken)
    {
        await foreach (RolloutStatus status in Rollouts.WatchAsync(GatewayServices.Service, cancellationToken))
        {
            if (status.State.Rollout.Id == rollout && (wanted(status.State) || status.State.IsTerminal))
            {
                return status.State;
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>Freezes a gateway at a moment at which it does not write: one that does holds the lock of the file, and nobody else could write until it goes on.</summary>
    public async Task StopAsync(GatewayProcess gateway, CancellationToken cancellationToken)
    {
        gateway.BeginOutage(Stopwatch.GetTimestamp());
        await WaitAsync(
            async () =>
            {
                gateway.Stop();
                try
                {
                    await Store.CommitAsync(Transaction.Create().Put("scratch/frozen", new byte[1]), cancellationToken);
                    return true;
                }
                catch (StoreUnavailableException)
                {
                    gateway.Continue();
                    return false;
                }
            },
            cancellationToken);
    }

    /// <summary>Waits until gateways acknowledge the routing that is stored.</summary>
    public Task WaitForRoutersAsync(IReadOnlyCollection<GatewayProcess> gateways, CancellationToken cancellationToken) => WaitAsync(
        async () =>
        {
            IReadOnlyList<RouterReportNote> notes = await ReadRoutersAsync(cancellationToken);
            long generation = (await Store.FindAsync(Keys.Routing, cancellationToken))?.Read(DeployJson.Default.RoutingSnapshot).Generation ?? long.MaxValue;
            return gateways.All(g => notes.Any(n => n.Instance == g.Instance && n.Generation >= generation));
        },
        cancellationToken);

    /// <summary>Reads which routers are live, and which routing they acknowledge.</summary>
    public async Task<IReadOnlyList<RouterReportNote>> ReadRoutersAsync(CancellationToken cancellationToken) =>
        [.. (await Store.ListAsync(Keys.Routers, cancellationToken)).Entries.Select(e => e.Read(DeployJson.Default.RouterReport)).Select(r => new RouterReportNote(r.Instance, r.Generation))];

    /// <summary>Waits for a condition; as long as it takes, unless cancelled.</summary>
    public static async Task WaitAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        while (!await condition())
        {
            await Task.Delay(s_pollInterval, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Reads what all gateways did so far.</summary>
    public IReadOnlyList<WitnessFile> ReadWitnesses() => [.. _all.Select(g => g.ReadWitness())];

    private async Task EndAsync()
    {
        foreach (GatewayProcess gateway in _all)
        {
            await gateway.DisposeAsync();
        }

        await _operator.DisposeAsync();
        GatewayRuns.KillShops(Mark);
    }

    private void Forget()
    {
        GatewayRuns.CleanUp(Folder, Mark, []);
        GatewayRuns.Remove(this);
    }

    private async Task BeginAsync(int gateways, CancellationToken cancellationToken)
    {
        await Task.WhenAll(Enumerable.Range(0, gateways).Select(_ => StartGatewayAsync(cancellationToken)));
        await WaitForLeaderAsync(_ => true, cancellationToken);
        if (_settings.Processes)
        {
            string first = await Rollouts.StartAsync(GatewayServices.Service, "1", "ana", "the first", cancellationToken);
            RolloutState state = await Rollouts.WaitAsync(GatewayServices.Service, first, cancellationToken);
            if (state.Phase != RolloutPhase.Succeeded)
            {
                throw new InvalidOperationException($"Version 1 did not start: {state.Reason?.Text}");
            }
        }

        await WaitForRoutersAsync(Living, cancellationToken);
    }

    // The files that explain what happened, without those of the shop. Nobody has the store open any more.
    private string KeepLogs()
    {
        string kept = Directory.CreateTempSubdirectory("stackkit-gateways-failed-").FullName;
        foreach (string file in Directory.EnumerateFiles(Folder))
        {
            File.Copy(file, Path.Combine(kept, Path.GetFileName(file)));
        }

        return kept;
    }
}
