namespace StackKit.Deploy.AspNetCore.Streams;

/// <summary>Counts the event streams that are open, so that they cannot use up the application. Thread-safe.</summary>
internal sealed class StreamSlots(int maximum)
{
    private int _taken;

    /// <summary>Gets how many streams are open.</summary>
    public int Taken => Volatile.Read(ref _taken);

    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= maximum)
        {
            return true;
        }

        Interlocked.Decrement(ref _taken);
        return false;
    }

    public void Release() => Interlocked.Decrement(ref _taken);
}
