using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackKit.Acceptance.Gateways.Watching;
using StackKit.Acceptance.Harness;
using StackKit.Coordination;
using StackKit.Deploy;

namespace StackKit.Acceptance.Gateways;

public sealed class StartTogetherScenario : IScenario
{
    private const int Gateways = 4;
    private const int Hosts = 16;
    private const int CommitsEach = 50;
    private const string Number = "scratch/together/number";

    public string Id => "P-S3";

    public string Statement => "20 instances, 4 of them processes, ask for the same release at once: 1 rollout, 1 leader; together they make 1,000 commits of one number, and no version of it is missing or lost.";

    public bool Quick => true;

    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        GatewaySettings settings = GatewayCluster.NewSettings(GatewayPlans.Traffic) with { Processes = false, LeaseTime = TimeSpan.FromSeconds(5) };
        return GatewayCluster.UseAsync(run, Gateways, settings, (cluster, token) => TryAsync(run, cluster, token), cancellationToken);
    }

    private static async Task TryAsync(ScenarioRun run, GatewayCluster cluster, CancellationToken cancellationToken)
    {
        using Witness witness = new(Path.Combine(cluster.Folder, "hosts.witness"));
        List<IHost> hosts = [];
        try
        {
            for (int i = 0; i < Hosts; i++)
            {
                hosts.Add(await StartHostAsync(cluster.Settings with { Name = $"h{i}" }, witness, cancellationToken));
            }

            await StartAsync(run, cluster, hosts, cancellationToken);
            await CountAsync(run, cluster, hosts, cancellationToken);
            WitnessFile[] witnesses = [.. cluster.ReadWitnesses(), WitnessFile.Read("hosts", Path.Combine(cluster.Folder, "hosts.witness"))];
            int leaders = witnesses.SelectMany(w => w.Claims).Count();
            run.Figure("leaders", leaders);
            run.Check(leaders == 1, $"there were {leaders} leaders");
            foreach (string problem in await RolloutAudit.FindProblemsAsync(cluster, cancellationToken))
            {
                run.Check(false, problem);
            }
        }
        finally
        {
            await Task.WhenAll(hosts.Select(h => h.StopAsync(CancellationToken.None)));
            hosts.ForEach(h => h.Dispose());
        }
    }

    private static async Task StartAsync(ScenarioRun run, GatewayCluster cluster, List<IHost> hosts, CancellationToken cancellationToken)
    {
        string[] ids = await Task.WhenAll([
            .. cluster.Living.Select(g => g.StartRolloutAsync("2", cancellationToken)),
            .. hosts.Select(h => h.Services.GetRequiredService<Rollouts>().StartAsync(GatewayServices.Service, "2", "ana", null, cancellationToken).AsTask())]);

        // Everybody's request is answered before anybody lets the release go on.
        await GatewayCluster.WaitAsync(
            async () => (await cluster.Rollouts.GetAsync(GatewayServices.Service, cancellationToken))?.State.StepPhase == StepPhase.GateWaiting && (await cluster.Store.ListAsync(GatewayCluster.Keys.Commands, cancellationToken)).Entries.Count == 0,
            cancellationToken);
        await cluster.Rollouts.ApproveAsync(GatewayServices.Service, "go", "ana", "as planned", cancellationToken);
        RolloutState[] states = await Task.WhenAll(ids.Select(id => cluster.Rollouts.WaitAsync(GatewayServices.Service, id, cancellationToken).AsTask()));
        Listing stored = await cluster.Store.ListAsync(GatewayCluster.Keys.Rollouts, cancellationToken);
        int rollouts = stored.Entries.Select(e => e.Key[GatewayCluster.Keys.Rollouts.Length..].Split('/')[0]).Distinct(StringComparer.Ordinal).Count();
        run.Figure("asked", ids.Distinct(StringComparer.Ordinal).Count());
        run.Figure("rollouts", rollouts);
        run.Check(rollouts == 1, $"{ids.Length} requests for the same release made {rollouts} rollouts");
        run.Check(states.All(s => s.Phase == RolloutPhase.Succeeded && s.Rollout.Id == states[0].Rollout.Id), $"they were told of: {string.Join(' ', states.Select(s => $"{s.Rollout.Id}:{s.Phase}").Distinct(StringComparer.Ordinal))}");
    }

    private static async Task CountAsync(ScenarioRun run, GatewayCluster cluster, List<IHost> hosts, CancellationToken cancellationToken)
    {
        IReadOnlyList<long>[] own = await Task.WhenAll([
            .. cluster.Living.Select(async g => (IReadOnlyList<long>)await g.CountAsync(Number, CommitsEach, cancellationToken)),
            .. hosts.Select(h => Counter.CountAsync(h.Services.GetRequiredService<CoordinationSupervisor>(), Number, CommitsEach, cancellationToken))]);
        long[] all = [.. own.SelectMany(n => n).Order()];
        run.Figure("commits", all.Length);
        run.Check(all.SequenceEqual(Enumerable.Range(1, (Gateways + Hosts) * CommitsEach).Select(n => (long)n)), $"the versions are not gapless: {all.Length} commits, {all.Distinct().Count()} versions, the last is {all[^1]}");
    }

    private static async Task<IHost> StartHostAsync(GatewaySettings settings, Witness witness, CancellationToken cancellationToken)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        GatewayServices.Add(builder.Services, settings);
        WatchedStore.Add(builder.Services, witness, new Trap(witness));
        IHost host = builder.Build();
        await host.StartAsync(cancellationToken);
        return host;
    }
}
