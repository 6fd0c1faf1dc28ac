using System.Globalization;
using System.Runtime.CompilerServices;

namespace StackKit.Coordination;

/// <content>Following: each follower reads the shared history at its own pace.</content>
public sealed partial class InMemoryEngine
{
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
        if (!TryGetPosition(cursor, out long position))
        {
            yield return Change.Reset();
            yield break;
        }

        using CancellationTokenSource stop = Join(cancellationToken);
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                List<Change>? changes = Read(prefix, ref position, out Task signal);
                if (changes is null)
                {
                    yield return Change.Reset();
                    yield break;
                }

                foreach (Change change in changes)
                {
                    yield return change;
                }

                if (changes.Count == 0 || !signal.IsCompleted)
                {
                    yield return Change.Idle(position, CursorAt(position));
                }

                await WaitAsync(signal, stop.Token, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Leave();
        }
    }

    private static async Task WaitAsync(Task signal, CancellationToken stop, CancellationToken cancellationToken)
    {
        try
        {
            await signal.WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException("The engine was disposed while it was followed.", exception);
        }
    }

    private bool TryGetPosition(Cursor cursor, out long position)
    {
        position = 0;
        string text = cursor.Value;
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0
            && text.AsSpan(0, colon).SequenceEqual(_epoch)
            && long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out position);
    }

    /// <summary>Counts a follower in, so that the idle timer runs only while somebody listens.</summary>
    private CancellationTokenSource Join(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);

            CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
            _followers++;
            _idleTimer ??= _timeProvider.CreateTimer(static state => ((InMemoryEngine)state!).OnIdle(), this, Description.IdleInterval, Description.IdleInterval);
            return stop;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_followers == 0)
            {
                _idleTimer?.Dispose();
                _idleTimer = null;
            }
        }
    }

    private void OnIdle()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                Pulse();
            }
        }
    }

    /// <summary>Takes what came after a position, or null when the history no longer reaches back to it.</summary>
    private List<Change>? Read(string prefix, ref long position, out Task signal)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);

            signal = _signal.Task;
            if (position > _revision || !_history.Reaches(position))
            {
                return null;
            }

            List<Change> changes = _history.After(position, prefix, CursorAt);
            position = _revision;
            return changes;
        }
    }
}
