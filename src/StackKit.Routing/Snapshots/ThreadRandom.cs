using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace StackKit.Routing;

/// <summary>A random number generator per thread (wyrand), seeded by the operating system on first use.</summary>
/// <remarks>Not generic on purpose: thread statics of generic classes are several times slower.</remarks>
internal static class ThreadRandom
{
    [ThreadStatic]
    private static ulong t_state;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Next()
    {
        ulong state = t_state;
        if (state == 0)
        {
            state = Seed();
        }

        state += 0xA076_1D64_78BD_642F;
        t_state = state;
        ulong other = state ^ 0xE703_7ED1_A0B4_28DB;

        // The low half that BigMul gives goes through memory; a second multiplication is sooner there.
        return Math.BigMul(state, other, out _) ^ (state * other);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong Seed()
    {
        ulong seed = 0;
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<ulong>(ref seed)));
        return seed;
    }
}
