using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Suites;

/// <summary>What a sticky key may be hashed by.</summary>
[MemoryDiagnoser]
public class HashBenchmarks
{
    private readonly string[] _keys = new string[StickyKeys.Mask + 1];
    private int _turn;

    [Params(16, 24, 36)]
    public int Characters { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        for (int i = 0; i < _keys.Length; i++)
        {
            _keys[i] = StickyKeys.All[i][..Characters];
        }
    }

    [Benchmark(Baseline = true)]
    public ulong Sha256()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(Next().AsSpan()), hash);
        return BitConverter.ToUInt64(hash);
    }

    [Benchmark]
    public ulong Utf16XxHash3() => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(Next().AsSpan()), 42);

    [Benchmark]
    public ulong Utf8XxHash3()
    {
        Span<byte> bytes = stackalloc byte[64];
        return XxHash3.HashToUInt64(bytes[..Encoding.UTF8.GetBytes(Next(), bytes)], 42);
    }

    [Benchmark]
    public int GetHashCodeOfOneProcess() => Next().GetHashCode(StringComparison.Ordinal);

    private string Next() => _keys[_turn++ & StickyKeys.Mask];
}
