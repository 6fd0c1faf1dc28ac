using System.Runtime.CompilerServices;

namespace StackKit.Routing;

/// <summary>One open-addressed part of a <see cref="KeyTable"/>.</summary>
internal sealed class KeySegment(int length)
{
    private const int Growth = 8;
    private const int LastLength = 2 * KeyTable.MaxKeys;
    private const int Window = 16;

    private readonly KeySlot[] _slots = new KeySlot[length];
    private KeySegment? _next;

    /// <summary>Finds the slot of a key, or takes one for it.</summary>
    /// <param name="key">The hash, not 0.</param>
    /// <param name="table">Grants places to new keys.</param>
    /// <param name="added">Whether the key is new.</param>
    /// <param name="windowIsFull">Whether the key belongs in a later segment.</param>
    /// <returns>The slot; a null reference when the key belongs in a later segment, or is new and refused.</returns>
    public ref KeySlot Find(ulong key, KeyTable table, out bool added, out bool windowIsFull)
    {
        added = false;
        windowIsFull = false;

        // The high bits of the hash chose the arm, so only the low ones are spread evenly here.
        int mask = _slots.Length - 1;
        for (int i = 0; i < Window; i++)
        {
            ref KeySlot slot = ref _slots[((int)key + i) & mask];
            ulong found = Volatile.Read(ref slot.Key);
            if (found == 0)
            {
                if (!table.TryTakePlace())
                {
                    return ref Unsafe.NullRef<KeySlot>();
                }

                found = Interlocked.CompareExchange(ref slot.Key, key, 0);
                if (found == 0)
                {
                    added = true;
                    return ref slot;
                }

                table.GiveBackPlace();
            }

            if (found == key)
            {
                return ref slot;
            }
        }

        windowIsFull = true;
        return ref Unsafe.NullRef<KeySlot>();
    }

    /// <summary>Gets the next segment, 8 times as long.</summary>
    /// <returns>The segment; null when this is the last.</returns>
    public KeySegment? GetOrAddNext()
    {
        KeySegment? next = Volatile.Read(ref _next);
        if (next is not null || _slots.Length >= LastLength)
        {
            return next;
        }

        KeySegment created = new(Math.Min(_slots.Length * Growth, LastLength));
        return Interlocked.CompareExchange(ref _next, created, null) ?? created;
    }
}
