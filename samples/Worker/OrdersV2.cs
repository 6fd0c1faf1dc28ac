using StackKit.Routing;

namespace Worker;

/// <summary>Version 2, which works, unless it is poisonous.</summary>
public sealed class OrdersV2(MessageQueue queue, Inboxes inboxes, Ledger ledger, RouterSet routers, TimeProvider timeProvider, WorkerOptions options)
    : VersionWorker("v2", queue, inboxes, ledger, routers, timeProvider)
{
    private readonly TimeProvider _timeProvider = timeProvider;

    protected override async Task HandleAsync(Message message)
    {
        await Task.Delay(options.Delay, _timeProvider);
        if (options.Poison && message.Number % 2 == 0)
        {
            throw new InvalidOperationException("Version 2 cannot read this message.");
        }
    }
}
