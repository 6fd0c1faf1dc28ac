using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace StackKit.Coordination.Tests.Conformance;

/// <summary>What a process has of a store that lives elsewhere: disposal ends the handle and what it gave, not the store.</summary>
internal sealed class StoreHandle(ICoordinationEngine store) : ICoordinationEngine
{
    private readonly ConcurrentBag<ILease> _leases = [];
    private readonly CancellationTokenSource _disposal = new();
    private bool _disposed;

    public EngineDescription Description => store.Description with { Name = "shared", SharedBetweenProcesses = true, OutlivesProcess = true };

    public ValueTask<Listing> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return store.ListAsync(prefix, cancellationToken);
    }

    public async IAsyncEnumerable<Change> FollowAsync(string prefix, Cursor cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(_disposal.Token, cancellationToken);
        await foreach (Change change in store.FollowAsync(prefix, cursor, either.Token))
        {
            yield return change;
        }
    }

    public ValueTask<CommitResult> CommitAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return store.CommitAsync(transaction, cancellationToken);
    }

    public async ValueTask<ILease> AcquireLeaseAsync(TimeSpan ttl, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ILease lease = await store.AcquireLeaseAsync(ttl, cancellationToken);
        _leases.Add(lease);
        return lease;
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await _disposal.CancelAsync();
        foreach (ILease lease in _leases)
        {
            await lease.DisposeAsync();
        }
    }
}
