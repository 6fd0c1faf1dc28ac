using StackKit.Acceptance.Harness;
using StackKit.Deploy;

namespace StackKit.Acceptance.Gateways;

public sealed class StickyGatewaysScenario : IScenario
{
    private const int Gateways = 4;
    private const int Keys = 10_000;

    public string Id => "P-C3";

    public string Statement => "4 gateway processes on one SQLite store decide 10,000 sticky keys alike at 10, 25 and 50 %, one restarted mid-way agrees, and no key goes back; control: with another salt they do not.";

    public bool Quick => true;

    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken) =>
        GatewayCluster.UseAsync(run, Gateways, GatewayCluster.NewSettings(GatewayPlans.Ramp), (cluster, token) => TryAsync(run, cluster, token), cancellationToken);

    private static async Task TryAsync(ScenarioRun run, GatewayCluster cluster, CancellationToken cancellationToken)
    {
        string id = await cluster.Rollouts.StartAsync(GatewayServices.Service, "2", "ana", null, cancellationToken);
        string before = new('1', Keys);
        int back = 0;
        for (int step = 1; step <= 5; step += 2)
        {
            RolloutState state = await cluster.WaitUntilAsync(id, s => s.StepPhase == StepPhase.GateWaiting && s.Step == step, cancellationToken);
            string[] decisions = await DecideAsync(cluster, null, cancellationToken);
            Compare(run, $"{state.CandidateWeight:P0}".Replace(" ", "", StringComparison.Ordinal), decisions);
            back += decisions[0].Zip(before).Count(pair => pair is { First: '1', Second: '2' });
            before = decisions[0];
            if (step == 3)
            {
                await cluster.Living[0].KillAsync();
                await cluster.StartGatewayAsync(cancellationToken);
                await cluster.WaitForRoutersAsync(cluster.Living, cancellationToken);
                Compare(run, "restarted", [before, .. await DecideAsync(cluster, null, cancellationToken)]);
            }

            await cluster.Rollouts.ApproveAsync(GatewayServices.Service, "go", "ana", "alike", cancellationToken);
            if (step == 3)
            {
                string[] salted = [.. await Task.WhenAll(cluster.Living.Select((g, i) => g.DecideAsync(Keys, $"another {i}", cancellationToken)))];
                int differing = Differing(salted);
                run.Figure("control-differing", differing);
                run.Check(differing > Keys / 10, $"the control is none: with salts of their own {differing} of {Keys} keys differ");
            }
        }

        RolloutState ended = await cluster.Rollouts.WaitAsync(GatewayServices.Service, id, cancellationToken);
        run.Figure("keys-that-went-back", back);
        run.Check(back == 0, $"{back} keys went back from 2 to 1 while its weight grew");
        run.Check(ended.Phase == RolloutPhase.Succeeded, $"it is {ended.Phase}: {ended.Reason?.Text}");
        foreach (string problem in await RolloutAudit.FindProblemsAsync(cluster, cancellationToken))
        {
            run.Check(false, problem);
        }
    }

    private static async Task<string[]> DecideAsync(GatewayCluster cluster, string? salt, CancellationToken cancellationToken) =>
        await Task.WhenAll(cluster.Living.Select(g => g.DecideAsync(Keys, salt, cancellationToken)));

    private static void Compare(ScenarioRun run, string when, string[] decisions)
    {
        int differing = Differing(decisions);
        run.Figure($"{when}-differing", differing);
        run.Figure($"{when}-share", decisions[0].Count(c => c == '2') / (double)Keys);
        run.Check(differing == 0, $"{when}: {differing} of {Keys} keys are decided differently by {decisions.Length} processes");
    }

    private static int Differing(string[] decisions) => Enumerable.Range(0, Keys).Count(i => decisions.Any(d => d[i] != decisions[0][i]));
}
