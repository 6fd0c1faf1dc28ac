using System.IO.Hashing;
using System.Runtime.InteropServices;
using StackKit.Benchmarks.Harness;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Floors;

/// <summary>What no sticky choice can do without: the hash of a key of 36 characters, under a salt.</summary>
internal sealed class KeyHash() : Candidate("floor: XxHash3 of 36 characters")
{
    public override void Run(int operations)
    {
        string[] keys = StickyKeys.All;
        ulong bits = 0;
        for (int i = 0; i < operations; i++)
        {
            bits += XxHash3.HashToUInt64(MemoryMarshal.AsBytes(keys[i & StickyKeys.Mask].AsSpan()), 42);
        }

        Sink.Keep(bits);
    }
}
