namespace StackKit.Coordination;

/// <summary>Keeps shared state: the one interface that a store implements to carry every StackKit feature.</summary>
/// <remarks>
/// Implementations are thread-safe. They may throw freely and hold no retry logic: <see cref="CoordinationSupervisor"/> does that once
/// for all of them. Every call ends soon after its token is cancelled, and then throws <see cref="OperationCanceledException"/>.
/// Keys and prefixes follow <see cref="StoreKey"/>; a violation is an <see cref="ArgumentException"/>.
/// Disposal releases the leases that the engine gave and ends every follow; calls after it throw <see cref="ObjectDisposedException"/>.
/// </remarks>
public interface ICoordinationEngine : IAsyncDisposable
{
    /// <summary>Gets what this engine can do and where its limits are. Never changes.</summary>
    EngineDescription Description { get; }

    /// <summary>Reads all entries under a prefix in one consistent read.</summary>
    /// <remarks>Sees every commit that was acknowledged before the call, by any process. Never answers from a cache or a lagging replica.</remarks>
    /// <param name="prefix">Whole segments with a trailing slash, such as <c>deploy/web/</c>, or empty for everything.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The entries, and the position from which <see cref="FollowAsync"/> continues without a gap.</returns>
    ValueTask<Listing> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Streams what changes under a prefix after a position, in the order of the commits.</summary>
    /// <remarks>
    /// Misses nothing between the cursor and the cancellation, or yields one <see cref="ChangeKind.Reset"/> and ends. Yields
    /// <see cref="ChangeKind.Idle"/> as soon as it has caught up, and then at least once per <see cref="EngineDescription.IdleInterval"/>
    /// while nothing changes. A lost connection is an exception, never silence. A store that cannot tell every intermediate state may skip what
    /// was overwritten before it was told, as if the commits had been one.
    /// </remarks>
    /// <param name="prefix">The prefix that the cursor was given for.</param>
    /// <param name="cursor">From <see cref="Listing.Cursor"/> or <see cref="Change.Cursor"/>.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>The changes; endless unless a reset, a failure, the cancellation or disposal ends it.</returns>
    IAsyncEnumerable<Change> FollowAsync(string prefix, Cursor cursor, CancellationToken cancellationToken);

    /// <summary>Compares revisions, then puts and deletes, all or nothing.</summary>
    /// <param name="transaction">What to expect and what to change.</param>
    /// <param name="cancellationToken">Ends the call; the transaction is then applied wholly or not at all, and the caller must re-read.</param>
    /// <returns>
    /// <see cref="CommitOutcome.Committed"/>, <see cref="CommitOutcome.Conflict"/> when an expectation failed or a lease of the
    /// transaction has ended, or <see cref="CommitOutcome.Unknown"/> when the answer was lost.
    /// </returns>
    /// <exception cref="StoreUnavailableException">The transaction was surely not applied. Any other exception leaves that open.</exception>
    /// <exception cref="ArgumentException">The transaction exceeds a limit of <see cref="Description"/>; nothing was applied.</exception>
    ValueTask<CommitResult> CommitAsync(Transaction transaction, CancellationToken cancellationToken);

    /// <summary>Acquires a lease: entries put under it vanish when it ends.</summary>
    /// <param name="ttl">How long the lease lives without a renewal; raised to <see cref="EngineDescription.MinimumTtl"/> when shorter.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The lease. It is not renewed by itself.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ttl"/> is not positive or longer than <see cref="EngineDescription.MaximumTtl"/>.</exception>
    ValueTask<ILease> AcquireLeaseAsync(TimeSpan ttl, CancellationToken cancellationToken);
}
