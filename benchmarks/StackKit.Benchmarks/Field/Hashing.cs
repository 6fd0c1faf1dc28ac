using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace StackKit.Benchmarks.Field;

/// <summary>The hash that all sticky schemes share, so that only what follows it differs.</summary>
internal static class Hashing
{
    public static ulong Of(string key, long seed) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(key.AsSpan()), seed);

    public static ulong Mix(ulong bits)
    {
        bits ^= bits >> 32;
        bits *= 0xD6E8_FEB8_6659_FD93;
        bits ^= bits >> 32;
        return bits;
    }
}
