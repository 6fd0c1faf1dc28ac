using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>Counts the requests in flight at an endpoint, across snapshots. On a cache line of its own.</summary>
[StructLayout(LayoutKind.Explicit, Size = 120)]
internal sealed class EndpointCell
{
    private static int s_next;

    [FieldOffset(56)]
    private int _inFlight;

    // Never written again, and next to what is read with it.
    [FieldOffset(60)]
    private readonly int _stripe = Interlocked.Increment(ref s_next) & (ThreadStripe.Count - 1);

    /// <summary>Gets the stripe in which requests to the endpoint are counted for their version.</summary>
    public int Stripe => _stripe;

    public int InFlight => Volatile.Read(ref _inFlight);

    public void Enter() => Interlocked.Increment(ref _inFlight);

    public void Leave() => Interlocked.Decrement(ref _inFlight);
}
