namespace StackKit.Coordination;

/// <summary>Calls an engine with a limit in time that holds even when the engine ignores its token.</summary>
internal static class BoundedCall
{
    /// <exception cref="TimeoutException">The limit passed.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public static async Task<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, TimeSpan limit, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(limit, timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        Task<T> running = call(either.Token).AsTask();
        try
        {
            return await running.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (either.IsCancellationRequested)
        {
            Abandon(running);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"The store did not answer within {limit}.", exception);
        }
    }

    /// <summary>Lets go of a task that nobody waits for, so that its failure is not reported as unobserved.</summary>
    public static void Abandon(Task task) =>
        _ = task.ContinueWith(
            static finished => _ = finished.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
