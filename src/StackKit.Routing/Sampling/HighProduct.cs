using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace StackKit.Routing;

/// <summary>The upper half of a product of 128 bits.</summary>
internal static class HighProduct
{
    /// <summary>Multiplies.</summary>
    /// <remarks>On x64 <see cref="Math.BigMul(ulong, ulong, out ulong)"/> passes the lower half through memory, also when nobody wants it: a third of a pick.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong left, ulong right) => Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(left, right) : Math.BigMul(left, right, out _);
}
