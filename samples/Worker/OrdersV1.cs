using StackKit.Routing;

namespace Worker;

/// <summary>Version 1, which works.</summary>
public sealed class OrdersV1(MessageQueue queue, Inboxes inboxes, Ledger ledger, RouterSet routers, TimeProvider timeProvider, WorkerOptions options)
    : VersionWorker("v1", queue, inboxes, ledger, routers, timeProvider)
{
    private readonly TimeProvider _timeProvider = timeProvider;

    protected override Task HandleAsync(Message message) => Task.Delay(options.Delay, _timeProvider);
}
