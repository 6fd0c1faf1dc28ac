using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>The turn of a round robin, shared by all threads, from a random start; it outlives snapshots.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal sealed class CycleCounter
{
    [FieldOffset(120)]
    private uint _turn = (uint)ThreadRandom.Next();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Next() => Interlocked.Increment(ref _turn);
}
