using System.Numerics;

namespace StackKit.Deploy.Analysis;

/// <summary>
/// The layout of latency histograms: below 2^10 ns one bucket, then 16 of equal width per doubling up to 2^42 ns (73 minutes), then one for all above.
/// </summary>
internal static class LatencyBuckets
{
    private const int FirstOctave = 10;
    private const int LastOctave = 42;
    private const int PerOctaveBits = 4;
    private const int PerOctave = 1 << PerOctaveBits;

    /// <summary>The number of buckets.</summary>
    public const int Count = ((LastOctave - FirstOctave) * PerOctave) + 2;

    /// <summary>Returns the bucket of a latency; negative ones count as zero.</summary>
    public static int IndexOf(TimeSpan latency)
    {
        ulong nanoseconds = latency.Ticks <= 0 ? 0 : (ulong)latency.Ticks * 100;
        int octave = BitOperations.Log2(nanoseconds | 1);
        if (octave < FirstOctave)
        {
            return 0;
        }

        int sub = (int)(nanoseconds >> (octave - PerOctaveBits)) & (PerOctave - 1);
        return octave >= LastOctave ? Count - 1 : 1 + ((octave - FirstOctave) * PerOctave) + sub;
    }

    /// <summary>Returns the latency below which everything in a bucket lies; <see cref="TimeSpan.MaxValue"/> for the last.</summary>
    public static TimeSpan UpperBound(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        if (index == Count - 1)
        {
            return TimeSpan.MaxValue;
        }

        (int octave, int sub) = Math.DivRem(index, PerOctave);
        double nanoseconds = Math.ScaleB(PerOctave + sub, octave + FirstOctave - PerOctaveBits);
        return TimeSpan.FromTicks((long)Math.Ceiling(nanoseconds / 100));
    }
}
