using System.Collections.Immutable;

namespace StackKit.Coordination;

/// <summary>Expectations and changes that are applied all or nothing. Immutable: every method returns a new transaction.</summary>
/// <remarks>
/// Each key may be expected once and changed once, and both together are at most <see cref="MaximumItems"/>, so that every engine can
/// carry the transaction. Without any change it only checks its expectations.
/// </remarks>
public sealed class Transaction
{
    /// <summary>The most expectations and operations together.</summary>
    public const int MaximumItems = 64;

    /// <summary>The largest value, in bytes.</summary>
    public const int MaximumValueBytes = 512 * 1024;

    private static readonly Transaction Empty = new([], []);

    private Transaction(ImmutableArray<Expectation> expectations, ImmutableArray<Operation> operations)
    {
        Expectations = expectations;
        Operations = operations;
    }

    /// <summary>Gets what must hold, in the order it was added.</summary>
    public ImmutableArray<Expectation> Expectations { get; }

    /// <summary>Gets what is changed, in the order it was added.</summary>
    public ImmutableArray<Operation> Operations { get; }

    /// <summary>Starts a transaction.</summary>
    /// <returns>The empty transaction.</returns>
    public static Transaction Create() => Empty;

    /// <summary>Expects that the entry has not been written since it was read.</summary>
    /// <param name="key">The key.</param>
    /// <param name="revision">The <see cref="Entry.Revision"/> that was read; at least 1.</param>
    /// <returns>The extended transaction.</returns>
    /// <exception cref="ArgumentException">The key is invalid or already expected.</exception>
    /// <exception cref="InvalidOperationException">The transaction is full.</exception>
    public Transaction ExpectRevision(string key, long revision)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(revision, 1);

        return Expect(key, revision);
    }

    /// <summary>Expects that there is no entry.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The extended transaction.</returns>
    /// <exception cref="ArgumentException">The key is invalid or already expected.</exception>
    /// <exception cref="InvalidOperationException">The transaction is full.</exception>
    public Transaction ExpectAbsent(string key) => Expect(key, 0);

    /// <summary>Puts an entry that stays until it is deleted.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, which is copied; at most <see cref="MaximumValueBytes"/>.</param>
    /// <returns>The extended transaction.</returns>
    /// <exception cref="ArgumentException">The key is invalid or already changed, or the value is too large.</exception>
    /// <exception cref="InvalidOperationException">The transaction is full.</exception>
    public Transaction Put(string key, ReadOnlyMemory<byte> value) => Change(key, Copy(value), null);

    /// <summary>Puts an entry that vanishes with a lease. Conflicts when the lease has ended.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, which is copied; at most <see cref="MaximumValueBytes"/>.</param>
    /// <param name="lease">A lease of the same store.</param>
    /// <returns>The extended transaction.</returns>
    /// <exception cref="ArgumentException">The key is invalid or already changed, or the value is too large.</exception>
    /// <exception cref="InvalidOperationException">The transaction is full.</exception>
    public Transaction Put(string key, ReadOnlyMemory<byte> value, ILease lease)
    {
        ArgumentNullException.ThrowIfNull(lease);

        return Change(key, Copy(value), lease.Id);
    }

    /// <summary>Deletes an entry if it is there.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The extended transaction.</returns>
    /// <exception cref="ArgumentException">The key is invalid or already changed.</exception>
    /// <exception cref="InvalidOperationException">The transaction is full.</exception>
    public Transaction Delete(string key) => Change(key, null, null);

    private static ReadOnlyMemory<byte> Copy(ReadOnlyMemory<byte> value) =>
        value.Length <= MaximumValueBytes
            ? value.ToArray()
            : throw new ArgumentException($"The value has {value.Length} bytes; at most {MaximumValueBytes} are allowed.", nameof(value));

    private Transaction Expect(string key, long revision)
    {
        StoreKey.ThrowIfInvalid(key, nameof(key));
        ThrowIfFull();
        foreach (Expectation expectation in Expectations)
        {
            if (expectation.Key == key)
            {
                throw new ArgumentException($"The transaction already expects something of '{key}'.", nameof(key));
            }
        }

        return new Transaction(Expectations.Add(new Expectation(key, revision)), Operations);
    }

    private Transaction Change(string key, ReadOnlyMemory<byte>? value, string? leaseId)
    {
        StoreKey.ThrowIfInvalid(key, nameof(key));
        ThrowIfFull();
        foreach (Operation operation in Operations)
        {
            if (operation.Key == key)
            {
                throw new ArgumentException($"The transaction already changes '{key}'.", nameof(key));
            }
        }

        return new Transaction(Expectations, Operations.Add(new Operation(key, value, leaseId)));
    }

    private void ThrowIfFull()
    {
        if (Expectations.Length + Operations.Length >= MaximumItems)
        {
            throw new InvalidOperationException($"A transaction holds at most {MaximumItems} expectations and operations.");
        }
    }
}
