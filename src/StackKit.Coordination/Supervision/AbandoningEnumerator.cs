namespace StackKit.Coordination;

/// <summary>Enumerates a follow and stops at the cancellation even when the engine ignores it.</summary>
internal sealed class AbandoningEnumerator(IAsyncEnumerable<Change> changes, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<Change> _changes = changes.GetAsyncEnumerator(cancellationToken);
    private Task? _pending;

    public Change Current => _changes.Current;

    public async ValueTask<bool> MoveNextAsync()
    {
        cancellationToken.ThrowIfCancellationRequested();
        ValueTask<bool> next = _changes.MoveNextAsync();
        if (next.IsCompletedSuccessfully)
        {
            return await next.ConfigureAwait(false);
        }

        Task<bool> pending = next.AsTask();
        _pending = pending;
        return await pending.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_pending is null or { IsCompleted: true })
        {
            await _changes.DisposeAsync().ConfigureAwait(false);
            return;
        }

        // An enumerator must not be disposed while it moves: that happens when, and if, the engine lets go.
        _ = DisposeLaterAsync(_pending);
    }

    private async Task DisposeLaterAsync(Task pending)
    {
        await pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _changes.DisposeAsync().ConfigureAwait(false);
    }
}
