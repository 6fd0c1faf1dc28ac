using System.Globalization;

namespace StackKit.Coordination;

/// <content>Leases: each has one timer of the engine's own clock.</content>
public sealed partial class InMemoryEngine
{
    private readonly Dictionary<string, InMemoryLease> _leases = new(StringComparer.Ordinal);
    private long _fencingToken;

    /// <inheritdoc/>
    public ValueTask<ILease> AcquireLeaseAsync(TimeSpan ttl, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ttl, Description.MaximumTtl);
        cancellationToken.ThrowIfCancellationRequested();
        TimeSpan granted = ttl < Description.MinimumTtl ? Description.MinimumTtl : ttl;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);

            long token = ++_fencingToken;
            InMemoryLease lease = new(this, token.ToString(CultureInfo.InvariantCulture), token, granted) { RenewedAt = _timeProvider.GetTimestamp() };
            _leases.Add(lease.Id, lease);
            lease.Expiry = _timeProvider.CreateTimer(static state => ((InMemoryLease)state!).OnDue(), lease, granted, Timeout.InfiniteTimeSpan);
            return ValueTask.FromResult<ILease>(lease);
        }
    }

    internal void Renew(InMemoryLease lease)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!IsLeaseAlive(lease.Id))
            {
                throw new LeaseLostException();
            }

            lease.RenewedAt = _timeProvider.GetTimestamp();
            lease.Expiry!.Change(lease.Ttl, Timeout.InfiniteTimeSpan);
        }
    }

    internal void Release(InMemoryLease lease)
    {
        lock (_lock)
        {
            End(lease);
        }
    }

    /// <summary>Ends a lease whose timer fired, unless it was renewed in the meantime.</summary>
    internal void Expire(InMemoryLease lease)
    {
        lock (_lock)
        {
            if (!_leases.ContainsKey(lease.Id))
            {
                return;
            }

            TimeSpan left = lease.Ttl - _timeProvider.GetElapsedTime(lease.RenewedAt);
            if (left <= TimeSpan.Zero)
            {
                End(lease);
            }
            else
            {
                // At least a millisecond, the resolution of timers: a rounded-down zero would fire again at once.
                TimeSpan due = left < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : left;
                lease.Expiry!.Change(due, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private bool IsLeaseAlive(string id) => _leases.TryGetValue(id, out InMemoryLease? lease) && !IsPastDue(lease);

    private bool IsPastDue(InMemoryLease lease) => _timeProvider.GetElapsedTime(lease.RenewedAt) >= lease.Ttl;

    private void End(InMemoryLease lease)
    {
        if (!_leases.Remove(lease.Id))
        {
            return;
        }

        if (!_disposed)
        {
            Record([.. lease.Keys.Order(StringComparer.Ordinal).Select(static key => (key, (Entry?)null))]);
        }

        lease.End();
    }

    private void EndAllLeases()
    {
        foreach (InMemoryLease lease in _leases.Values.ToArray())
        {
            End(lease);
        }
    }

    private void Attach(Entry entry)
    {
        if (entry.LeaseId is not null)
        {
            _leases[entry.LeaseId].Keys.Add(entry.Key);
        }
    }

    private void Detach(string key)
    {
        if (_entries.TryGetValue(key, out Entry? former) && former.LeaseId is not null && _leases.TryGetValue(former.LeaseId, out InMemoryLease? lease))
        {
            lease.Keys.Remove(key);
        }
    }
}
