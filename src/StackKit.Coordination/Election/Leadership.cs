namespace StackKit.Coordination;

/// <summary>One term of one leader.</summary>
/// <remarks>
/// A leader that was paused by the machine can believe in its term longer than the store does. What must never be written by a former leader
/// is therefore written through <see cref="Guard"/>, or carries <see cref="FencingToken"/> to a resource that refuses lower ones.
/// </remarks>
public sealed class Leadership
{
    private readonly CancellationToken _lost;

    internal Leadership(string key, string ownerId, long fencingToken, CancellationToken lost)
    {
        Key = key;
        OwnerId = ownerId;
        FencingToken = fencingToken;
        _lost = lost;
    }

    /// <summary>Gets the key that the leader holds.</summary>
    public string Key { get; }

    /// <summary>Gets who leads.</summary>
    public string OwnerId { get; }

    /// <summary>Gets a number greater than that of every earlier leader of the same key: the revision at which this one took it.</summary>
    public long FencingToken { get; }

    /// <summary>Gets a value indicating whether the term goes on as far as this process knows.</summary>
    public bool IsHeld => !_lost.IsCancellationRequested;

    /// <summary>Makes a transaction conflict when the key is no longer held by this leader.</summary>
    /// <param name="transaction">The transaction; must not expect anything of <see cref="Key"/> yet.</param>
    /// <returns>The extended transaction.</returns>
    /// <exception cref="ArgumentException">The transaction already expects something of <see cref="Key"/>.</exception>
    /// <exception cref="InvalidOperationException">The transaction is full.</exception>
    public Transaction Guard(Transaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);

        return transaction.ExpectRevision(Key, FencingToken);
    }
}
