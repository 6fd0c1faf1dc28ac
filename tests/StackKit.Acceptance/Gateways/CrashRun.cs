using System.Diagnostics;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Worlds;
using StackKit.Coordination;
using StackKit.Deploy;

namespace StackKit.Acceptance.Gateways;

/// <summary>Lets processes and the store fail at random while releases go on, and looks after each failure at what must hold.</summary>
internal sealed class CrashRun(ScenarioRun run, GatewayCluster cluster)
{
    private static readonly TimeSpan s_toTheEnd = TimeSpan.FromMinutes(2);

    private readonly Random _random = new(run.Seed);
    private readonly Dictionary<string, int> _done = new(StringComparer.Ordinal);

    public async Task RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        await using GatewayCustomers customers = new(cluster.Living);
        customers.Begin(perSecond: 50, concurrency: 6);
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < duration && run.Passed)
        {
            await TryAsync(ActAsync, cancellationToken);
            await FailAsync(customers, cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(100, 1200)), TimeProvider.System, cancellationToken);
            await CheckAsync(cancellationToken);
        }

        RolloutState state = (await cluster.Rollouts.GetAsync(GatewayServices.Service, cancellationToken))!.State;
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_toTheEnd);
        await GatewayCluster.WaitAsync(async () => (state = (await cluster.Rollouts.GetAsync(GatewayServices.Service, limit.Token))!.State).IsTerminal && (await cluster.Store.ListAsync(GatewayCluster.Keys.Commands, limit.Token)).Entries.Count == 0, limit.Token);
        await customers.StopAsync();
        await CheckAsync(cancellationToken);
        int running = UnixProcess.FindByArgument(cluster.Mark).Count(UnixProcess.IsAlive);
        int instances = state.Instances.Count(i => i.Stage == InstanceStage.InPool);
        string[] hooks = File.Exists(cluster.Settings.Hooks) ? File.ReadAllLines(cluster.Settings.Hooks) : [];

        foreach ((string what, int count) in _done.OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            run.Figure(what, count);
        }

        run.Figure("leaders", cluster.ReadWitnesses().Sum(w => w.Claims.Count()));
        run.Figure("hooks", hooks.Length);
        run.Check(hooks.Distinct(StringComparer.Ordinal).Count() == hooks.Length, "a hook was completed twice");
        run.Check(running == instances, $"{running} processes run, {instances} instances are in the pool after {state.Phase}");
        customers.Check(run, "");
        run.Figure("lost-with-the-killed", customers.LostWithGateway);
    }

    private async Task ActAsync(CancellationToken cancellationToken)
    {
        RolloutState? state = (await cluster.Rollouts.GetAsync(GatewayServices.Service, cancellationToken))?.State;
        if (state is null or { IsTerminal: true })
        {
            await cluster.Rollouts.StartAsync(GatewayServices.Service, await cluster.FindNextVersionAsync(cancellationToken), "ana", null, cancellationToken);
            Count("releases");
        }
        else if (_random.Next(6) == 0)
        {
            await cluster.Rollouts.AbortAsync(GatewayServices.Service, "ana", "enough", cancellationToken);
            Count("aborts");
        }
    }

    private async Task FailAsync(GatewayCustomers customers, CancellationToken cancellationToken)
    {
        IReadOnlyList<GatewayProcess> living = cluster.Living;
        GatewayProcess victim = living[_random.Next(living.Count)];
        switch (_random.Next(8))
        {
            case 0:
                Count("kills");
                customers.Exclude(victim);
                await victim.KillAsync();
                GatewayProcess next = await cluster.StartGatewayAsync(cancellationToken);
                await cluster.WaitForRoutersAsync([next], cancellationToken);
                customers.Include(next);
                break;
            case 1:
                Count("freezes");
                customers.Exclude(victim);
                victim.BeginOutage(Stopwatch.GetTimestamp());
                victim.Stop();
                await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(300, 4000)), TimeProvider.System, cancellationToken);
                victim.Continue();
                await TryAsync(token => cluster.WaitForRoutersAsync([victim], token), cancellationToken);
                victim.EndOutage();
                customers.Include(victim);
                break;
            case 2:
                Count("outages");
                await OutageAsync(cancellationToken);
                break;
            default:
                break;
        }
    }

    private async Task OutageAsync(CancellationToken cancellationToken)
    {
        using StoreLock held = new(cluster.Settings.Store);
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(300, 4000)), TimeProvider.System, cancellationToken);
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        Count("checks");
        foreach (string problem in await RolloutAudit.FindProblemsAsync(cluster, cancellationToken))
        {
            run.Check(false, $"{problem} (check {_done["checks"]})");
        }
    }

    // What is asked for while everything fails may be refused, or not be answered.
    private async Task TryAsync(Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        try
        {
            await ask(cancellationToken);
        }
        catch (Exception exception) when (exception is RolloutRefusedException or StoreUnavailableException or TimeoutException)
        {
            Count("refused");
        }
    }

    private void Count(string what) => _done[what] = _done.GetValueOrDefault(what) + 1;
}
