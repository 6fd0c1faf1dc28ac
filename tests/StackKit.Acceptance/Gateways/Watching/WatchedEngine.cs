using System.Diagnostics;
using StackKit.Coordination;

namespace StackKit.Acceptance.Gateways.Watching;

/// <summary>Lets everything through, one write after the other, and writes down what the leader commits. Owns the engine behind it.</summary>
/// <remarks>One at a time, so that a process which is frozen by its <see cref="Trap"/> is not in the middle of another write: it would hold the lock of the file for everybody.</remarks>
internal sealed class WatchedEngine(ICoordinationEngine engine, Witness witness, Trap trap) : ICoordinationEngine
{
    private readonly SemaphoreSlim _writing = new(1, 1);

    public EngineDescription Description => engine.Description;

    public ValueTask<Listing> ListAsync(string prefix, CancellationToken cancellationToken) => engine.ListAsync(prefix, cancellationToken);

    public IAsyncEnumerable<Change> FollowAsync(string prefix, Cursor cursor, CancellationToken cancellationToken) => engine.FollowAsync(prefix, cursor, cancellationToken);

    public async ValueTask<ILease> AcquireLeaseAsync(TimeSpan ttl, CancellationToken cancellationToken) =>
        new WatchedLease(this, await WriteAsync(() => engine.AcquireLeaseAsync(ttl, cancellationToken), cancellationToken));

    public ValueTask<CommitResult> CommitAsync(Transaction transaction, CancellationToken cancellationToken) => CommitNote.Of(transaction) is CommitNote note
        ? WriteAsync(() => CommitAsync(note, transaction, cancellationToken), cancellationToken)
        : WriteAsync(() => engine.CommitAsync(transaction, cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        _writing.Dispose();
    }

    /// <summary>Writes when nobody else in this process does.</summary>
    internal async ValueTask<T> WriteAsync<T>(Func<ValueTask<T>> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            return await write();
        }
        finally
        {
            _writing.Release();
        }
    }

    private async ValueTask<CommitResult> CommitAsync(CommitNote note, Transaction transaction, CancellationToken cancellationToken)
    {
        bool slept = note.Sequence > 0 && trap.Before();
        long begun = Stopwatch.GetTimestamp();
        try
        {
            // After a sleep the store is asked even if the caller has given up meanwhile: it must refuse by itself.
            CommitResult result = await engine.CommitAsync(transaction, slept ? CancellationToken.None : cancellationToken);
            Record(note, begun, result);
            return result;
        }
        catch (Exception exception)
        {
            witness.Write("failed", begun, note.Token, note.What, exception.GetType().Name);
            throw;
        }
    }

    private void Record(CommitNote note, long begun, CommitResult result)
    {
        if (note.What == "claim")
        {
            if (result.IsCommitted)
            {
                witness.Write("claim", result.Revision);
            }

            return;
        }

        if (note.What != "renew" || !result.IsCommitted)
        {
            witness.Write("commit", begun, note.Token, note.What, result.Outcome, note.Sequence, note.Phase?.ToString() ?? "-");
        }

        if (note.Sequence > 0 && result.IsCommitted)
        {
            trap.After();
        }
    }
}
