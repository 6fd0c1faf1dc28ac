namespace StackKit.Coordination.Tests.Conformance;

/// <summary>Passes every call on, for derived engines to get one thing wrong.</summary>
internal abstract class EngineDecorator(ICoordinationEngine inner) : ICoordinationEngine
{
    public virtual EngineDescription Description => Inner.Description;

    protected ICoordinationEngine Inner { get; } = inner;

    public virtual ValueTask<Listing> ListAsync(string prefix, CancellationToken cancellationToken) => Inner.ListAsync(prefix, cancellationToken);

    public virtual IAsyncEnumerable<Change> FollowAsync(string prefix, Cursor cursor, CancellationToken cancellationToken) =>
        Inner.FollowAsync(prefix, cursor, cancellationToken);

    public virtual ValueTask<CommitResult> CommitAsync(Transaction transaction, CancellationToken cancellationToken) =>
        Inner.CommitAsync(transaction, cancellationToken);

    public virtual ValueTask<ILease> AcquireLeaseAsync(TimeSpan ttl, CancellationToken cancellationToken) => Inner.AcquireLeaseAsync(ttl, cancellationToken);

    public virtual ValueTask DisposeAsync() => Inner.DisposeAsync();
}
