using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Gateways;

public class CrashScenario : IScenario
{
    private const int Gateways = 3;

    public virtual string Id => "P-CRASH";

    public virtual string Statement => "3 minutes of random kills, SIGSTOP/SIGCONT and store outages by seed while releases and aborts go on: one leader an epoch, generations monotone, the events add up to the state, nothing completed twice, no user request lost by a switch.";

    public virtual bool Quick => true;

    protected virtual TimeSpan Duration => TimeSpan.FromMinutes(3);

    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken) => GatewayCluster.UseAsync(
        run, Gateways, GatewayCluster.NewSettings(GatewayPlans.Short) with { Limit = Duration + TimeSpan.FromMinutes(5) }, (cluster, token) => new CrashRun(run, cluster).RunAsync(Duration, token), cancellationToken);
}
