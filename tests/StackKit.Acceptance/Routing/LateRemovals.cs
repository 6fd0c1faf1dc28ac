namespace StackKit.Acceptance.Routing;

/// <summary>A control: readers keep what they have read for some picks, as if to spare themselves the memory barrier.</summary>
internal sealed class LateRemovals : IRealTimeTarget
{
    private const int KeptPicks = 4_096;

    [ThreadStatic]
    private static long t_kept;

    private long _published;

    public void Remove(long generation) => Interlocked.Exchange(ref _published, generation);

    public long Pick(long attempt)
    {
        if (attempt % KeptPicks == 0)
        {
            t_kept = Volatile.Read(ref _published);
        }

        return t_kept + 1;
    }
}
