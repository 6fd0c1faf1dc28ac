using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>Hashes sticky keys: XxHash3 over UTF-16 code units, little endian, seeded by the salt; the same on every node.</summary>
internal static class StickyHash
{
    private const long PoolSeed = 0x5C4F_1E8A_93D7_26B1; // another than that of any salt: endpoints must not depend on versions

    public static long SeedOf(string salt) => salt.Length == 0 ? 0 : (long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(salt.AsSpan()));

    /// <summary>Hashes a key for the choice of an endpoint, which is to last longer than any split.</summary>
    public static ulong OfPool(ReadOnlySpan<char> key) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(key), PoolSeed);

    /// <summary>Hashes a key.</summary>
    /// <returns>The hash, never 0, which means none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ReadOnlySpan<char> key, long seed)
    {
        ulong hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(key), seed);
        return hash == 0 ? 1 : hash;
    }
}
