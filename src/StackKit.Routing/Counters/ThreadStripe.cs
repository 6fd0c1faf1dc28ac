using System.Numerics;
using System.Runtime.CompilerServices;

namespace StackKit.Routing;

/// <summary>Spreads threads over the cells of striped counters.</summary>
internal static class ThreadStripe
{
    /// <summary>The number of stripes: a power of two, at least the number of processors up to 16.</summary>
    public static readonly int Count = Math.Min(16, (int)BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount));

    private static int s_next;

    [ThreadStatic]
    private static int t_stripe; // index + 1; 0 until the thread's first use

    public static int Index
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            int stripe = t_stripe;
            return stripe != 0 ? stripe - 1 : Assign();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Assign()
    {
        int index = Interlocked.Increment(ref s_next) & (Count - 1);
        t_stripe = index + 1;
        return index;
    }
}
