namespace StackKit.Benchmarks.Harness;

/// <summary>Lets two threads start together: a thread that slept until it is woken would start tens of microseconds late.</summary>
internal sealed class SpinBarrier
{
    private int _arrived;

    /// <summary>Waits for the other thread.</summary>
    public void Meet()
    {
        int turn = Interlocked.Increment(ref _arrived);
        int both = turn + (turn & 1); // the second of the pair has an even number
        SpinWait wait = default;
        while (Volatile.Read(ref _arrived) < both)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }
}
