using Microsoft.Extensions.Logging;

namespace StackKit.Coordination;

/// <summary>A lease that is renewed in the background until it is disposed or lost.</summary>
internal sealed class KeptLease : ILease
{
    private readonly ILease _lease;
    private readonly LeaseRenewal _renewal;
    private readonly Func<ILease, ValueTask> _release;
    private int _disposed;

    public KeptLease(ILease lease, long acquiredAt, Func<ILease, ValueTask> release, TimeProvider timeProvider, ILogger logger)
    {
        _lease = lease;
        _release = release;
        _renewal = new LeaseRenewal(lease.RenewAsync, lease.Ttl, lease.Ttl, acquiredAt, lease.Id, timeProvider, logger);
        Lost = Task.WhenAny(lease.Lost, _renewal.Lost);
    }

    public string Id => _lease.Id;

    public long FencingToken => _lease.FencingToken;

    public TimeSpan Ttl => _lease.Ttl;

    public Task Lost { get; }

    public ValueTask RenewAsync(CancellationToken cancellationToken) => _lease.RenewAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _renewal.DisposeAsync().ConfigureAwait(false);
            await _release(_lease).ConfigureAwait(false);
        }
    }
}
