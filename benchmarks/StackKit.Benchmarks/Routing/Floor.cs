using System.Runtime.CompilerServices;

namespace StackKit.Benchmarks.Routing;

/// <summary>What no weighted random pick can do without: a random number of the thread, and one indexed read through a published reference.</summary>
internal static class Floor
{
    private static readonly string[] s_items = new string[16];

    private static string[] s_published = s_items;
    private static object? s_sink;

    [ThreadStatic]
    private static ulong t_state;

    public static void Loop(int n)
    {
        string? last = null;
        for (int i = 0; i < n; i++)
        {
            last = Volatile.Read(ref s_published)[Next() >> 60];
        }

        s_sink = last;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Next()
    {
        ulong state = t_state + 0xA076_1D64_78BD_642F;
        t_state = state;
        ulong other = state ^ 0xE703_7ED1_A0B4_28DB;
        return Math.BigMul(state, other, out _) ^ (state * other);
    }
}
