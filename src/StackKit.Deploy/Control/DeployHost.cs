using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackKit.Coordination;
using StackKit.Routing;

namespace StackKit.Deploy.Control;

/// <summary>Runs, for every service, the agent that applies its routing and the campaign for its lead.</summary>
internal sealed partial class DeployHost(
    ServiceCatalog services, CoordinationSupervisor store, EventPublisher publisher, DeployTelemetry telemetry, IOptions<DeployOptions> options, TimeProvider timeProvider, ILoggerFactory loggers) : BackgroundService
{
    private static readonly TimeSpan s_pauseAfterError = TimeSpan.FromSeconds(1);

    private readonly ILogger<DeployHost> _logger = loggers.CreateLogger<DeployHost>();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (DeployedService service in services.All)
        {
            // Until the stored routing is known nobody may reach anything but the version that is known to serve.
            if (service.Options.StableVersion is string stable && service.Router.Split is null)
            {
                service.Router.SetSplit(new Split { Arms = [new Arm(stable, 1)] });
            }
        }

        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string owner = options.Value.InstanceName ?? FormattableString.Invariant($"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}");
        List<Task> tasks = [];
        foreach (DeployedService service in services.All)
        {
            RoutingAgent agent = new(service, store, options.Value, timeProvider, loggers.CreateLogger<RoutingAgent>());
            services.Agents[service.Name] = agent;
            tasks.Add(KeepRunningAsync(service.Name, agent.RunAsync, stoppingToken));
            tasks.Add(KeepRunningAsync(service.Name, token => LeadAsync(service, owner, token), stoppingToken));
        }

        return Task.WhenAll(tasks);
    }

    private async Task LeadAsync(DeployedService service, string owner, CancellationToken cancellationToken)
    {
        LeaderElection election = new(store, service.Keys.Leader, owner, options.Value.LeaseTime, timeProvider, loggers.CreateLogger<LeaderElection>());
        await using (election.ConfigureAwait(false))
        {
            await election.RunAsync(
                async (leadership, token) =>
                {
                    using RolloutController controller = new(service, store, options.Value, publisher, telemetry, timeProvider, loggers.CreateLogger<RolloutController>());
                    await controller.RunAsync(leadership, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    // A defect in one loop must not end the others, nor be silent.
    private async Task KeepRunningAsync(string service, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await run(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // logged and begun anew from what is stored
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogLoopFailed(_logger, service, exception);
                await Task.Delay(s_pauseAfterError, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(1040, LogLevel.Error, "{Service}: a loop failed and begins anew.")]
    private static partial void LogLoopFailed(ILogger logger, string service, Exception exception);
}
