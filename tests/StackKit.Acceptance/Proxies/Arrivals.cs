namespace StackKit.Acceptance.Proxies;

/// <summary>How many requests have reached a server.</summary>
internal sealed class Arrivals
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add() => Interlocked.Increment(ref _count);
}
