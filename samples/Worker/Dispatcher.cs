using Microsoft.Extensions.Hosting;
using StackKit.Routing;

namespace Worker;

/// <summary>Takes messages from the queue and asks the router which version is to handle each.</summary>
public sealed class Dispatcher(MessageQueue queue, Inboxes inboxes, RouterSet routers, TimeProvider timeProvider) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly Router _router = routers.GetOrAdd("orders");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // What is taken is handed over, also when the stop comes in between.
            while (!stoppingToken.IsCancellationRequested && await queue.WaitAsync(stoppingToken))
            {
                if (queue.TryTake(out Message? message))
                {
                    await DispatchAsync(message);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is in the queue stays there.
        }
        finally
        {
            inboxes.Complete();
        }
    }

    private async Task DispatchAsync(Message message)
    {
        RouteDecision decision = Decide(message);
        while (decision.IsDefault)
        {
            await Task.Delay(s_pause, timeProvider); // no version takes messages at the moment
            decision = Decide(message);
        }

        await inboxes.HandOverAsync(message, decision);
    }

    // A customer stays on a version. What failed goes to the one that is known to work, as a decision that proves nothing about either.
    private RouteDecision Decide(Message message)
    {
        RouteContext context = new() { StickyKey = message.Customer, InheritedVersion = message.Failures == 0 ? "" : "v1" };
        _router.TryBegin(in context, out RouteDecision decision);
        return decision;
    }
}
