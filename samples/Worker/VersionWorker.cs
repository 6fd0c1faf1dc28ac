using Microsoft.Extensions.Hosting;
using StackKit.Routing;

namespace Worker;

/// <summary>Handles the messages that the router gave to one version, and reports how each ended. At a stop it handles what it has.</summary>
public abstract class VersionWorker(string version, MessageQueue queue, Inboxes inboxes, Ledger ledger, RouterSet routers, TimeProvider timeProvider) : BackgroundService
{
    private const int Parallel = 4;
    private const int MostFailures = 5;

    private readonly Router _router = routers.GetOrAdd("orders");

    /// <summary>Does the work. What it throws fails the message, which is then handled again.</summary>
    protected abstract Task HandleAsync(Message message);

    // Not stopped by the token: the dispatcher ends the inbox, and until then nothing may be left in it.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, Parallel).Select(_ => WorkAsync()));

    private async Task WorkAsync()
    {
        await foreach ((Message message, RouteDecision decision) in inboxes[version].ReadAllAsync(CancellationToken.None))
        {
            long started = timeProvider.GetTimestamp();
            Outcome outcome = Outcome.Success;
            try
            {
                await HandleAsync(message);
                ledger.Handled(message, version);
            }
#pragma warning disable CA1031 // whatever it is, the message has failed, and the router must hear of it
            catch (Exception)
#pragma warning restore CA1031
            {
                outcome = Outcome.Failure;
                Retry(message with { Failures = message.Failures + 1 });
            }

            _router.Report(in decision, outcome, timeProvider.GetElapsedTime(started));
        }
    }

    private void Retry(Message message)
    {
        if (message.Failures < MostFailures)
        {
            queue.Publish(message);
        }
        else
        {
            ledger.GaveUp(message);
        }
    }
}
