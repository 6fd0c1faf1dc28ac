namespace StackKit.Coordination;

/// <summary>What is known about a prefix, kept up to date and kept through every fault of the store.</summary>
/// <remarks>Thread-safe and shared: everybody who watches the same prefix gets the same view. Lives as long as its supervisor.</remarks>
public sealed class StoreView
{
    private readonly SnapshotPublisher _publisher;

    internal StoreView(string prefix, SnapshotPublisher publisher)
    {
        Prefix = prefix;
        _publisher = publisher;
    }

    /// <summary>Gets the prefix.</summary>
    public string Prefix { get; }

    /// <summary>Gets the latest snapshot. Never blocks, never throws; its <see cref="StoreSnapshot.Health"/> tells what it is worth.</summary>
    public StoreSnapshot Current => _publisher.Current;

    /// <summary>Waits until the snapshot is another one than the caller has seen.</summary>
    /// <remarks>Slow callers skip to the latest snapshot. A store that is down is a snapshot, not an exception.</remarks>
    /// <param name="seenVersion">The <see cref="StoreSnapshot.Version"/> that the caller has seen; 0 to wait until anything is known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The latest snapshot, at once if it already differs.</returns>
    /// <exception cref="ObjectDisposedException">The supervisor was disposed.</exception>
    public ValueTask<StoreSnapshot> WaitForChangeAsync(long seenVersion, CancellationToken cancellationToken = default) =>
        _publisher.WaitForChangeAsync(seenVersion, cancellationToken);
}
