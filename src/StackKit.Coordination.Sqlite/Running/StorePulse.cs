namespace StackKit.Coordination.Sqlite;

/// <summary>Wakes everyone who follows. Thread-safe.</summary>
internal sealed class StorePulse
{
    private TaskCompletionSource<StoreSight> _next = Create();

    /// <summary>Gets a task that ends with the next thing to tell; it fails when the store does.</summary>
    public Task<StoreSight> Next => Volatile.Read(ref _next).Task;

    public void Tell(StoreSight sight) => Interlocked.Exchange(ref _next, Create()).TrySetResult(sight);

    public void Fail(Exception exception)
    {
        TaskCompletionSource<StoreSight> failed = Interlocked.Exchange(ref _next, Create());
        failed.TrySetException(exception);

        // Nobody may be waiting.
        _ = failed.Task.Exception;
    }

    private static TaskCompletionSource<StoreSight> Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
