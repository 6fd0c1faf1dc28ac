namespace StackKit.Coordination.Sqlite;

/// <summary>Wakes everyone who follows. Thread-safe.</summary>
internal sealed class StorePulse
{
    private TaskCompletionSource _next = Create();
    private volatile StoreSight _latest = new(0, 0);

    /// <summary>Gets a task that ends when there is something to tell; it fails when the store does.</summary>
    /// <remarks>Take it before <see cref="Latest"/>, so that nothing falls in between.</remarks>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Gets what was told last.</summary>
    public StoreSight Latest => _latest;

    public void Tell(StoreSight sight)
    {
        _latest = sight;
        Interlocked.Exchange(ref _next, Create()).TrySetResult();
    }

    public void Fail(Exception exception)
    {
        TaskCompletionSource failed = Interlocked.Exchange(ref _next, Create());
        failed.TrySetException(exception);

        // Nobody may be waiting.
        _ = failed.Task.Exception;
    }

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
