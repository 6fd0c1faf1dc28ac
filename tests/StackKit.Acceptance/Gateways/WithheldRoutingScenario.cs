using System.Diagnostics;
using StackKit.Acceptance.Harness;
using StackKit.Deploy;
using StackKit.Deploy.Store;

namespace StackKit.Acceptance.Gateways;

public sealed class WithheldRoutingScenario : IScenario
{
    private const int Gateways = 4;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    public string Id => "P-C12";

    public string Statement => "While one of 4 gateways withholds its acknowledgement, a pause of 0.4 s does not begin within 3 s; it does when the gateway acknowledges, and, withheld again, only when it was killed and its lease has ended.";

    public bool Quick => true;

    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken) =>
        GatewayCluster.UseAsync(run, Gateways, GatewayCluster.NewSettings(GatewayPlans.Converge), (cluster, token) => TryAsync(run, cluster, token), cancellationToken);

    private static async Task TryAsync(ScenarioRun run, GatewayCluster cluster, CancellationToken cancellationToken)
    {
        GatewayProcess leader = (await cluster.WaitForLeaderAsync(_ => true, cancellationToken)).Gateway;
        GatewayProcess withholds = cluster.Living.First(g => g != leader);
        await using GatewayCustomers customers = new(cluster.Living.Where(g => g != withholds));
        customers.Begin(perSecond: 50, concurrency: 4);
        string id = await cluster.Rollouts.StartAsync(GatewayServices.Service, "2", "ana", null, cancellationToken);
        await cluster.WaitUntilAsync(id, s => s.StepPhase == StepPhase.GateWaiting, cancellationToken);

        await withholds.HoldAsync(true, cancellationToken);
        await cluster.Rollouts.ApproveAsync(GatewayServices.Service, "go", "ana", "as planned", cancellationToken);
        await CheckStuckAsync(run, cluster, withholds, id, "withheld", cancellationToken);
        long released = Stopwatch.GetTimestamp();
        await withholds.HoldAsync(false, cancellationToken);
        RolloutState state = await cluster.WaitUntilAsync(id, s => s is { Step: 3, StepPhase: StepPhase.Observing }, cancellationToken);
        run.Figure("released-to-pause-ms", Stopwatch.GetElapsedTime(released).TotalMilliseconds);
        run.Check(state is { Step: 3, StepPhase: StepPhase.Observing }, $"the acknowledgement came and it is {state.Phase} {state.StepPhase} in step {state.Step + 1}");

        await withholds.HoldAsync(true, cancellationToken);
        await CheckStuckAsync(run, cluster, withholds, id, "withheld-again", cancellationToken);
        long killed = Stopwatch.GetTimestamp();
        await withholds.KillAsync();
        await cluster.WaitUntilAsync(id, s => s.Step > 4 || s is { Step: 4, StepPhase: StepPhase.Observing }, cancellationToken);
        TimeSpan left = Stopwatch.GetElapsedTime(killed);
        bool gone = (await cluster.ReadRoutersAsync(cancellationToken)).All(r => r.Instance != withholds.Instance);
        RolloutState ended = await cluster.Rollouts.WaitAsync(GatewayServices.Service, id, cancellationToken);
        await customers.StopAsync();

        run.Figure("killed-to-pause-ms", left.TotalMilliseconds);
        run.Check(gone, "the killed gateway was left out while its lease was live");
        run.Check(left >= cluster.Settings.LeaseTime / 2, $"the killed gateway was left out after {left.TotalMilliseconds:0} ms, before its lease of {cluster.Settings.LeaseTime} can have ended");
        run.Check(ended.Phase == RolloutPhase.Succeeded, $"it is {ended.Phase}: {ended.Reason?.Text}");
        customers.Check(run, "");
        foreach (string problem in await RolloutAudit.FindProblemsAsync(cluster, cancellationToken))
        {
            run.Check(false, problem);
        }
    }

    // The router has the new routing and its lease lives; it only does not say so.
    private static async Task CheckStuckAsync(ScenarioRun run, GatewayCluster cluster, GatewayProcess withholds, string id, string name, CancellationToken cancellationToken)
    {
        await cluster.WaitUntilAsync(id, s => s.StepPhase == StepPhase.Converging && s.Step is 2 or 4, cancellationToken);
        await Task.Delay(s_patience, TimeProvider.System, cancellationToken);
        RolloutStatus status = (await cluster.Rollouts.GetAsync(GatewayServices.Service, cancellationToken))!;
        RolloutProgress progress = (await cluster.Store.FindAsync(GatewayCluster.Keys.Progress, cancellationToken))!.Read(DeployJson.Default.RolloutProgress);
        IReadOnlyList<RouterReportNote> routers = await cluster.ReadRoutersAsync(cancellationToken);
        RouterReportNote? report = routers.FirstOrDefault(r => r.Instance == withholds.Instance);
        long generation = (await withholds.AskAsync(cancellationToken)).Generation;

        run.Figure($"{name}-step-timer-ms", progress.Timers.Step.TotalMilliseconds);
        run.Check(status.State is { StepPhase: StepPhase.Converging }, $"{name}: it did not wait, it is {status.State.StepPhase} in step {status.State.Step + 1}");
        run.Check(progress.Timers.Step == TimeSpan.Zero, $"{name}: the timer of the step shows {progress.Timers.Step}");
        run.Check(routers.Count == Gateways && report?.Generation < status.State.Generation, $"{name}: the withholding gateway acknowledges {report?.Generation} of {status.State.Generation}, and {routers.Count} routers are live");
        run.Check(generation == status.State.Generation, $"{name}: the control is none, its router has not taken generation {status.State.Generation}, only {generation}");
    }
}
