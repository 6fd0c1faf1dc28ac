using System.Numerics;

namespace StackKit.Routing;

/// <summary>The fixed buckets of <see cref="LatencyHistogram"/>: 16 of equal width in every octave from 1.024 µs to 73 minutes.</summary>
/// <remarks>A value differs from the bound of its bucket by at most 1/16 (6.25 %). Durations are compared in nanoseconds.</remarks>
public static class LatencyBuckets
{
    /// <summary>The number of buckets: below 2^10 ns, 32 octaves of 16, and 2^42 ns or more.</summary>
    public const int Count = 1 + (Octaves * SubBuckets) + 1;

    private const int Octaves = 32;
    private const int SubBuckets = 16;
    private const int SubBits = 4;
    private const int FirstOctave = 10;
    private const int NanosecondsPerTick = 100;
    private const long LastBound = 1L << (FirstOctave + Octaves);

    /// <summary>Gets the bucket of a duration.</summary>
    /// <param name="latency">The duration; a negative one counts as zero.</param>
    /// <returns>The index, from 0 to <see cref="Count"/> - 1.</returns>
    public static int IndexOf(TimeSpan latency)
    {
        long ticks = latency.Ticks;
        return ticks > LastBound / NanosecondsPerTick ? Count - 1 : IndexOfNanoseconds(ticks * NanosecondsPerTick);
    }

    /// <summary>Gets the first duration that is above a bucket.</summary>
    /// <param name="index">The index, from 0 to <see cref="Count"/> - 1.</param>
    /// <returns>The bound, rounded up to the next 100 ns, so that a duration is in the bucket exactly when it is below this bound and not below that of the bucket before; <see cref="TimeSpan.MaxValue"/> for the last.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is no bucket.</exception>
    public static TimeSpan UpperBound(int index)
    {
        long bound = UpperBoundNanoseconds(index);
        return bound == long.MaxValue ? TimeSpan.MaxValue : TimeSpan.FromTicks((bound + NanosecondsPerTick - 1) / NanosecondsPerTick);
    }

    internal static int IndexOfNanoseconds(long nanoseconds)
    {
        if (nanoseconds < 1L << FirstOctave)
        {
            return 0;
        }

        if (nanoseconds >= LastBound)
        {
            return Count - 1;
        }

        int octave = BitOperations.Log2((ulong)nanoseconds);
        int sub = (int)(nanoseconds >> (octave - SubBits)) & (SubBuckets - 1);
        return 1 + ((octave - FirstOctave) * SubBuckets) + sub;
    }

    internal static long UpperBoundNanoseconds(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        if (index == Count - 1)
        {
            return long.MaxValue;
        }

        // Bucket i ends where the (i)th sub-bucket counted from the first octave begins.
        int octave = FirstOctave + (index / SubBuckets);
        return (SubBuckets + (long)(index % SubBuckets)) << (octave - SubBits);
    }
}
