using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>The golden-ratio sequence frac(x0 + k·φ) in units of 2^-64, shared by all threads, from a random start.</summary>
/// <remarks>Lives outside snapshots: a sequence that started again at each update would starve light versions. On cache lines of its own.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal sealed class WeylSequence
{
    private const ulong GoldenStep = 0x9E37_79B9_7F4A_7C15;

    [FieldOffset(120)]
    private ulong _position = ThreadRandom.Next();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next() => Interlocked.Add(ref _position, GoldenStep);
}
