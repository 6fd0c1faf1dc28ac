namespace StackKit.Coordination;

/// <summary>Remembers the newest state of the store that was seen and notices when it goes back in time. Thread-safe.</summary>
/// <remarks>
/// A regression sticks until it is accepted, even if later answers look right again: a store that lost writes soon counts its revisions up to
/// where they were, with another content.
/// </remarks>
internal sealed class RegressionGuard : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _regressed = new();
    private TaskCompletionSource _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _epoch;
    private long _revision;
    private int _generation;

    public bool IsRegressed
    {
        get
        {
            lock (_lock)
            {
                return _regressed.IsCancellationRequested;
            }
        }
    }

    /// <summary>Gets a token that is cancelled when the store regresses; a new one after the regression was accepted.</summary>
    public CancellationToken Regressed
    {
        get
        {
            lock (_lock)
            {
                return _regressed.Token;
            }
        }
    }

    /// <summary>Takes a mark before a call; the answer must not be older, however many calls overlap.</summary>
    /// <exception cref="StoreRegressedException">The store has regressed.</exception>
    public StoreMark Mark()
    {
        lock (_lock)
        {
            return _regressed.IsCancellationRequested ? throw new StoreRegressedException() : new StoreMark(_generation, _revision);
        }
    }

    /// <summary>Compares an answer with the mark taken before the call.</summary>
    /// <exception cref="StoreRegressedException">The answer is older than the mark, or the store has regressed in the meantime.</exception>
    public void Confirm(StoreMark mark, string? epoch, long revision)
    {
        CancellationTokenSource regressed;
        lock (_lock)
        {
            if (mark.Generation != _generation)
            {
                return;
            }

            if (!_regressed.IsCancellationRequested && revision >= mark.Revision && (epoch is null || _epoch is null || epoch == _epoch))
            {
                _epoch ??= epoch;
                _revision = Math.Max(_revision, revision);
                return;
            }

            regressed = _regressed;
        }

        // Outside the lock: whoever listens to the token runs right here.
        regressed.Cancel();
        throw new StoreRegressedException();
    }

    /// <summary>Takes the engine's own word that the store has regressed.</summary>
    public void Trip()
    {
        CancellationTokenSource regressed;
        lock (_lock)
        {
            regressed = _regressed;
        }

        regressed.Cancel(); // outside the lock, as above
    }

    /// <summary>Completes when the present regression is accepted.</summary>
    public Task WaitForAcceptanceAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _regressed.IsCancellationRequested ? _accepted.Task.WaitAsync(cancellationToken) : Task.CompletedTask;
        }
    }

    /// <summary>Forgets what was seen. Returns false when there was no regression.</summary>
    public bool Accept()
    {
        lock (_lock)
        {
            if (!_regressed.IsCancellationRequested)
            {
                return false;
            }

            _generation++;
            _epoch = null;
            _revision = 0;
            _regressed.Dispose();
            _regressed = new CancellationTokenSource();
            _accepted.TrySetResult();
            _accepted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _regressed.Dispose();
        }
    }
}
