using System.Runtime.CompilerServices;

namespace StackKit.Routing;

/// <summary>The sticky keys that an arm has seen, with the failures of each: lock-free, growing, and bounded.</summary>
/// <remarks>
/// A chain of open-addressed segments, each 8 times the one before. A key lives in the first free slot of its window, in the first segment whose
/// window is not full of other keys. Slots are never emptied, so a full window stays full and all threads agree on where a key belongs.
/// </remarks>
internal sealed class KeyTable
{
    public const int MaxKeys = 65_536;

    private readonly KeySegment _first = new(256);
    private int _count;
    private long _topFailures;

    /// <summary>Gets how many keys were seen.</summary>
    public int Count => Math.Min(Volatile.Read(ref _count), MaxKeys);

    /// <summary>Gets the failures of the key that failed most often.</summary>
    public long TopFailures => Volatile.Read(ref _topFailures);

    /// <summary>Counts a request of a key; nothing once the table is full and the key is not in it.</summary>
    /// <param name="key">The hash, not 0.</param>
    /// <param name="failed">Whether the request failed.</param>
    /// <param name="firstFailure">Whether it is the key's first failure.</param>
    /// <returns>Whether it is the key's first request.</returns>
    public bool Record(ulong key, bool failed, out bool firstFailure)
    {
        firstFailure = false;
        ref KeySlot slot = ref Find(key, out bool added);
        if (!Unsafe.IsNullRef(ref slot) && failed)
        {
            long failures = Interlocked.Increment(ref slot.Failures);
            firstFailure = failures == 1;
            Raise(failures);
        }

        return added;
    }

    /// <summary>Reserves one of the places for a new key.</summary>
    public bool TryTakePlace()
    {
        if (Volatile.Read(ref _count) < MaxKeys && Interlocked.Increment(ref _count) <= MaxKeys)
        {
            return true;
        }

        return false;
    }

    /// <summary>Gives a place back that another thread's insertion of the same slot made superfluous.</summary>
    public void GiveBackPlace() => Interlocked.Decrement(ref _count);

    private ref KeySlot Find(ulong key, out bool added)
    {
        KeySegment? segment = _first;
        while (segment is not null)
        {
            ref KeySlot slot = ref segment.Find(key, this, out added, out bool windowIsFull);
            if (!windowIsFull)
            {
                return ref slot;
            }

            segment = segment.GetOrAddNext();
        }

        added = false;
        return ref Unsafe.NullRef<KeySlot>();
    }

    private void Raise(long failures)
    {
        long seen = Volatile.Read(ref _topFailures);
        while (failures > seen)
        {
            long before = Interlocked.CompareExchange(ref _topFailures, failures, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
