using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>A sequence frac(x0 + k·α) in units of 2^-64, shared by all threads, from a random start; α is a random relative of the golden ratio.</summary>
/// <remarks>
/// <para>Lives outside snapshots: a sequence that started again at each update would starve light versions. On cache lines of its own.</para>
/// <para>
/// A request is often divided by one router and then by another. With one α for all, the two would stay the same distance apart for ever, and which version the
/// first one chose would say which the second one chooses. Every α is [0; 1, a, …, h, 1, 1, 1, …], where a to h are 1 or 2: as hard to approximate by fractions as
/// the golden ratio, within a little, so that the sequence stays as even.
/// </para>
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal sealed class WeylSequence
{
    private const ulong GoldenStep = 0x9E37_79B9_7F4A_7C15; // [0; 1, 1, 1, …]
    private const int Digits = 8;

    // Not next to the position, which others may be writing.
    [FieldOffset(0)]
    private readonly ulong _step = DrawStep(ThreadRandom.Next());

    [FieldOffset(120)]
    private ulong _position = ThreadRandom.Next();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next() => Interlocked.Add(ref _position, _step);

    private static ulong DrawStep(ulong random)
    {
        ulong step = GoldenStep;
        for (int i = 0; i < Digits; i++)
        {
            step = Invert(1 + ((uint)(random >> (63 - i)) & 1), step);
        }

        return Invert(1, step);
    }

    /// <summary>Gets 1 / (digit + fraction), in units of 2^-64 as the fraction.</summary>
    private static ulong Invert(uint digit, ulong fraction) => (ulong)(UInt128.MaxValue / (((UInt128)digit << 64) + fraction));
}
