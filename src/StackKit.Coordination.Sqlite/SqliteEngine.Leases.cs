namespace StackKit.Coordination.Sqlite;

/// <content>Leases.</content>
public sealed partial class SqliteEngine
{
    /// <inheritdoc/>
    public async ValueTask<ILease> AcquireLeaseAsync(TimeSpan ttl, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ttl, Description.MaximumTtl);
        cancellationToken.ThrowIfCancellationRequested();

        TimeSpan granted = ttl < Description.MinimumTtl ? Description.MinimumTtl : ttl;
        long askedAt = _timeProvider.GetTimestamp();
        int incarnation = _knownIncarnation;
        return await _thread.RunAsync(() => _store.Acquire(this, granted, askedAt, incarnation, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    internal async ValueTask RenewAsync(SqliteLease lease, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        long askedAt = _timeProvider.GetTimestamp();
        await _thread.RunAsync(() => _store.Renew(lease, askedAt), cancellationToken).ConfigureAwait(false);
    }

    internal async ValueTask ReleaseAsync(SqliteLease lease)
    {
        lease.End();
        Task release = _thread.RunAsync(() => _store.Release(lease), CancellationToken.None);

        // Whatever happens to it, the store lets the lease expire.
        await release.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends a lease in the store after its own clock has ended it here.</summary>
    internal void Expire(SqliteLease lease) => _thread.TryPost(new StoreCall<bool>(() => _store.Release(lease), CancellationToken.None));
}
