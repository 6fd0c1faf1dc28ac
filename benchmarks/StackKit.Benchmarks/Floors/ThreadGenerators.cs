using System.Numerics;
using System.Runtime.CompilerServices;

namespace StackKit.Benchmarks.Floors;

/// <summary>Random numbers of the thread, in the forms that were considered.</summary>
internal static class ThreadGenerators
{
    [ThreadStatic]
    private static ulong t_wyrand;

    [ThreadStatic]
    private static ulong t_weyl;

    [ThreadStatic]
    private static ulong t_a;

    [ThreadStatic]
    private static ulong t_b;

    [ThreadStatic]
    private static ulong t_c;

    [ThreadStatic]
    private static ulong t_d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Wyrand()
    {
        ulong state = t_wyrand + 0xA076_1D64_78BD_642F;
        t_wyrand = state;
        ulong other = state ^ 0xE703_7ED1_A0B4_28DB;
        return Math.BigMul(state, other, out _) ^ (state * other);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Weyl() => t_weyl += 0x9E37_79B9_7F4A_7C15;

    public static ulong Xoshiro()
    {
        ulong b = t_b | 1; // never all zero, also on the first use
        ulong result = BitOperations.RotateLeft(b * 5, 7) * 9;
        ulong c = t_c ^ t_a;
        ulong d = t_d ^ b;
        t_b = b ^ c;
        t_a ^= d;
        t_c = c ^ (b << 17);
        t_d = BitOperations.RotateLeft(d, 45);
        return result;
    }
}
