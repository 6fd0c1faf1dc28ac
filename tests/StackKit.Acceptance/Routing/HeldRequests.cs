using System.Collections.Concurrent;

namespace StackKit.Acceptance.Routing;

/// <summary>Requests that a server holds until they are let go.</summary>
internal sealed class HeldRequests
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _arrivals = new();
    private readonly TaskCompletionSource _open = NewSource();

    /// <summary>Lets all go that are held.</summary>
    public void Open() => _open.TrySetResult();

    /// <summary>Waits until a request has arrived at the server.</summary>
    public Task WaitForAsync(int id, CancellationToken cancellationToken) => Find(id).Task.WaitAsync(cancellationToken);

    /// <summary>Holds a request.</summary>
    public Task HoldAsync(int id, CancellationToken cancellationToken)
    {
        Find(id).TrySetResult();
        return _open.Task.WaitAsync(cancellationToken);
    }

    private TaskCompletionSource Find(int id) => _arrivals.GetOrAdd(id, static _ => NewSource());

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
