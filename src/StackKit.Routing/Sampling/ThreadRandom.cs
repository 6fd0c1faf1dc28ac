using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace StackKit.Routing;

/// <summary>A random number generator per thread (wyrand), seeded by the operating system on first use.</summary>
/// <remarks>Not generic on purpose: thread statics of generic classes are several times slower.</remarks>
internal static class ThreadRandom
{
    private const ulong Step = 0xA076_1D64_78BD_642F;

    [ThreadStatic]
    private static ulong t_state;

    /// <summary>Gets a random number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Next() => Mix(Advance(Step));

    /// <summary>Gets two random numbers for one access to the state of the thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Next(out ulong second)
    {
        ulong state = Advance(unchecked(2 * Step));
        second = Mix(state);
        return Mix(state - Step);
    }

    /// <summary>Lets the numbers of this thread follow from a seed, for tests.</summary>
    public static void Reset(ulong seed) => t_state = seed == 0 ? Step : seed; // 0 means not seeded yet

    /// <summary>Gets a number from the operating system.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong Seed()
    {
        ulong seed = 0;
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<ulong>(ref seed)));
        return seed;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Advance(ulong step)
    {
        ulong state = t_state;
        if (state == 0)
        {
            state = Seed();
        }

        state += step;
        t_state = state;
        return state;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong state)
    {
        ulong other = state ^ 0xE703_7ED1_A0B4_28DB;
        return HighProduct.Of(state, other) ^ (state * other);
    }
}
