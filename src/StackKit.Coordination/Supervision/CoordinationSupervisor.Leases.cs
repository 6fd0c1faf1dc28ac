namespace StackKit.Coordination;

/// <content>Leases.</content>
public sealed partial class CoordinationSupervisor
{
    /// <summary>Acquires a lease and renews it in the background, at a third of its time to live, until it is disposed or lost.</summary>
    /// <remarks>
    /// <see cref="ILease.Lost"/> completes as well when no renewal succeeded for <see cref="ILease.Ttl"/> by the local monotonic clock,
    /// whatever the store says. A lost lease stays lost: acquire another one and put its entries again. Dispose it before the supervisor.
    /// </remarks>
    /// <param name="ttl">How long entries outlive their owner; see <see cref="EngineDescription.GetEffectiveTtl"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The lease.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ttl"/> is outside the limits of the engine.</exception>
    /// <exception cref="StoreUnavailableException">The store failed, or did not answer within <see cref="CoordinationOptions.RequestTimeout"/>.</exception>
    /// <exception cref="StoreRegressedException">The store has gone back in time.</exception>
    public async ValueTask<ILease> AcquireLeaseAsync(TimeSpan ttl, CancellationToken cancellationToken = default)
    {
        long before = _timeProvider.GetTimestamp();
        ILease lease = await AcquireUnkeptLeaseAsync(ttl, cancellationToken).ConfigureAwait(false);
        return new KeptLease(lease, before, ReleaseAsync, _timeProvider, _logger);
    }

    /// <summary>Acquires a lease that its holder renews.</summary>
    internal async ValueTask<ILease> AcquireUnkeptLeaseAsync(TimeSpan ttl, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ttl, TimeSpan.Zero);
        ObjectDisposedException.ThrowIf(_disposed, this);

        _guard.Mark();
        return await ReadAsync(token => _engine.AcquireLeaseAsync(ttl, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Releases a lease; when the store is down it expires by itself.</summary>
    internal async ValueTask ReleaseAsync(ILease lease)
    {
        try
        {
            await BoundedCall.RunAsync(_ => DisposeAsync(lease), _options.RequestTimeout, _timeProvider, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogReleaseFailed(_logger, exception, lease.Id);
        }
    }

    private static async ValueTask<bool> DisposeAsync(ILease lease)
    {
        await lease.DisposeAsync().ConfigureAwait(false);
        return true;
    }
}
