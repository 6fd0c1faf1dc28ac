using System.Runtime.CompilerServices;

namespace StackKit.Coordination.Sqlite;

/// <content>Following: one timer looks at the file while anyone follows; each follower reads the log at its own pace.</content>
public sealed partial class SqliteEngine
{
    private readonly PollWork _poll;
    private ITimer? _pollTimer;
    private int _followers;

    /// <inheritdoc/>
    public IAsyncEnumerable<Change> FollowAsync(string prefix, Cursor cursor, CancellationToken cancellationToken)
    {
        StoreKey.ThrowIfInvalidPrefix(prefix, nameof(prefix));
        ArgumentNullException.ThrowIfNull(cursor);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
        }

        return FollowCoreAsync(prefix, cursor, cancellationToken);
    }

    private async IAsyncEnumerable<Change> FollowCoreAsync(string prefix, Cursor cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (StorePosition.TryParse(cursor) is not { } position)
        {
            yield return Change.Reset();
            yield break;
        }

        using CancellationTokenSource stop = Join(cancellationToken);
        try
        {
            int incarnation = 0;
            while (true)
            {
                Task next = _pulse.Next;
                FollowBatch batch = await ReadAsync(prefix, position, incarnation, stop.Token, cancellationToken).ConfigureAwait(false);
                if (batch.Changes is null)
                {
                    yield return Change.Reset();
                    yield break;
                }

                foreach (Change change in batch.Changes)
                {
                    yield return change;
                }

                incarnation = batch.Sight.Incarnation;
                position = position with { Revision = batch.Sight.Revision };
                do
                {
                    yield return Change.Idle(position.Revision, position.ToCursor());
                    await WaitAsync(next, stop.Token, cancellationToken).ConfigureAwait(false);
                    next = _pulse.Next;
                }
                while (_pulse.Latest == batch.Sight);
            }
        }
        finally
        {
            Leave();
        }
    }

    private async Task<FollowBatch> ReadAsync(string prefix, StorePosition position, int incarnation, CancellationToken stop, CancellationToken cancellationToken)
    {
        try
        {
            return await _thread.RunAsync(() => _store.ReadChanges(prefix, position, incarnation), stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException("The engine was disposed while it was followed.", exception);
        }
    }

    private static async Task WaitAsync(Task next, CancellationToken stop, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException("The engine was disposed while it was followed.", exception);
        }
    }

    /// <summary>Counts a follower in, so that the file is looked at only while somebody listens.</summary>
    private CancellationTokenSource Join(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);

            CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
            _followers++;
            _pollTimer ??= _timeProvider.CreateTimer(static state => ((SqliteEngine)state!).Poll(), this, _pollInterval, _pollInterval);
            return stop;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_followers == 0)
            {
                _pollTimer?.Dispose();
                _pollTimer = null;
            }
        }
    }

    private void Poll()
    {
        if (_poll.TryClaim() && !_thread.TryPost(_poll))
        {
            _poll.Unclaim();
        }
    }

    /// <summary>One look at the file. While it waits for its turn no second one is queued.</summary>
    private sealed class PollWork(SqliteEngine engine) : StoreWork
    {
        private int _claimed;

        public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;

        public void Unclaim() => Volatile.Write(ref _claimed, 0);

        public override void Run()
        {
            Unclaim();
            engine._store.Look();
        }

        public override void Refuse(Exception exception) => Unclaim();
    }
}
