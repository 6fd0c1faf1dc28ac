using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackKit.Coordination;

namespace StackKit.Webhooks;

/// <summary>Campaigns for each endpoint, and delivers for those that this process leads.</summary>
internal sealed partial class WebhookHost(
    EndpointCatalog endpoints, CoordinationSupervisor store, WebhookSender sender, OutboxBound bound, WebhookTelemetry telemetry, TimeProvider timeProvider, ILoggerFactory loggers)
    : BackgroundService, IAsyncDisposable
{
    // A request that has been sent gets a moment for its answer, so that it is not sent again by the next process.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan s_pauseAfterError = TimeSpan.FromSeconds(1);

    private readonly ILogger<WebhookHost> _logger = loggers.CreateLogger<WebhookHost>();

    /// <summary>Ends everything that runs, also when nobody stopped it before.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? running = ExecuteTask;
        Dispose();
        if (running is not null)
        {
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string owner = FormattableString.Invariant($"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}");
        return Task.WhenAll(endpoints.All.Select(endpoint => KeepRunningAsync(endpoint, owner, stoppingToken)));
    }

    // A defect in one loop must not end the others, nor be silent.
    private async Task KeepRunningAsync(Endpoint endpoint, string owner, CancellationToken cancellationToken)
    {
        await Task.Yield();
        EndpointDelivery delivery = new(endpoint, endpoints.Options, store, sender, bound, telemetry, timeProvider, loggers.CreateLogger<EndpointDelivery>());
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await CampaignAsync(endpoint, delivery, owner, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // logged and begun anew from what is stored
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogLoopFailed(_logger, endpoint.Name, exception);
                await Task.Delay(s_pauseAfterError, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task CampaignAsync(Endpoint endpoint, EndpointDelivery delivery, string owner, CancellationToken stop)
    {
        using CancellationTokenSource end = new(Timeout.InfiniteTimeSpan, timeProvider);
        LeaderElection election = new(store, endpoint.Keys.Leader, owner, endpoints.Options.LeaseTime, timeProvider, loggers.CreateLogger<LeaderElection>());
        await using (election.ConfigureAwait(false))
        {
            using CancellationTokenRegistration stopping = stop.UnsafeRegister(_ => End(end, delivery), null);
            await election.RunAsync((leadership, token) => delivery.RunAsync(leadership, stop, token), end.Token).ConfigureAwait(false);
        }
    }

    private static void End(CancellationTokenSource end, EndpointDelivery delivery)
    {
        if (delivery.IsSending)
        {
            end.CancelAfter(s_grace);
        }
        else
        {
            end.Cancel();
        }
    }

    [LoggerMessage(5020, LogLevel.Error, "Webhook {Endpoint}: the delivery failed and begins anew.")]
    private static partial void LogLoopFailed(ILogger logger, string endpoint, Exception exception);
}
