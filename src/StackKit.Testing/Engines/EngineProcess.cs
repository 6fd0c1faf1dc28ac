namespace StackKit.Testing;

/// <summary>Another process that has opened the store of an <see cref="EngineFixture"/> and does what it is told.</summary>
public abstract class EngineProcess : IAsyncDisposable
{
    /// <summary>Gets the last number that the store has acknowledged to the counting process.</summary>
    /// <value>0 until the first.</value>
    public abstract long Acknowledged { get; }

    /// <summary>Puts an entry.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="ttl">Puts it under a new lease that is never renewed; <see langword="null"/> for no lease.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that completes when the store has acknowledged the put.</returns>
    public abstract ValueTask PutAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken);

    /// <summary>Starts to commit 1, 2, 3 and so on, each under two keys in one transaction, as fast as the store allows.</summary>
    /// <remarks>Numbers are written as decimal digits in UTF-8.</remarks>
    /// <param name="firstKey">The one key.</param>
    /// <param name="secondKey">The other key.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that completes when the first number was acknowledged.</returns>
    public abstract ValueTask StartCountingAsync(string firstKey, string secondKey, CancellationToken cancellationToken);

    /// <summary>Kills the process without any chance to clean up, as <c>kill -9</c> does.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when the process is gone and <see cref="Acknowledged"/> is final.</returns>
    public abstract ValueTask KillAsync(CancellationToken cancellationToken);

    /// <summary>Ends the process if it still runs.</summary>
    /// <returns>A task that completes when it is gone.</returns>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
