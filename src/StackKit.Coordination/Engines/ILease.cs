namespace StackKit.Coordination;

/// <summary>A promise of the store to keep entries for as long as their owner shows signs of life.</summary>
/// <remarks>
/// Thread-safe. Engines judge expiry by a monotonic clock of their own (the server's, or that of the observing process): a lease has
/// expired when no renewal was seen for its time to live, and no wall clock takes part. Disposal releases the lease, so that its entries
/// vanish at once; it never throws because the store is down, since the store then expires the lease by itself.
/// </remarks>
public interface ILease : IAsyncDisposable
{
    /// <summary>Gets the identity of the lease, unique in its store; <see cref="Entry.LeaseId"/> refers to it.</summary>
    string Id { get; }

    /// <summary>Gets a number greater than the token of every lease that this store gave before.</summary>
    long FencingToken { get; }

    /// <summary>Gets the time to live that was granted; at least what was asked for, unless the engine says otherwise.</summary>
    TimeSpan Ttl { get; }

    /// <summary>Gets a task that completes when the lease is known to have ended: expired, revoked or released.</summary>
    /// <value>Never faults and is never cancelled.</value>
    Task Lost { get; }

    /// <summary>Renews the lease for another <see cref="Ttl"/>, counted from before the call.</summary>
    /// <param name="cancellationToken">Ends the call; whether the lease was renewed is then open.</param>
    /// <returns>A task that completes when the store has confirmed the renewal.</returns>
    /// <exception cref="LeaseLostException">The lease has ended and cannot come back.</exception>
    ValueTask RenewAsync(CancellationToken cancellationToken);
}
