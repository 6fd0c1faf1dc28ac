using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>Counts the requests in flight at an endpoint, across snapshots. On a cache line of its own.</summary>
[StructLayout(LayoutKind.Explicit, Size = 120)]
internal sealed class EndpointCell
{
    [FieldOffset(56)]
    private int _inFlight;

    public int InFlight => Volatile.Read(ref _inFlight);

    public void Enter() => Interlocked.Increment(ref _inFlight);

    public void Leave() => Interlocked.Decrement(ref _inFlight);
}
