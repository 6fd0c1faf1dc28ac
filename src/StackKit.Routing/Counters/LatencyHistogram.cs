namespace StackKit.Routing;

/// <summary>How long requests took, counted in <see cref="LatencyBuckets"/>. Immutable.</summary>
public sealed class LatencyHistogram
{
    private readonly long[] _counts;

    /// <summary>Creates a histogram from its parts.</summary>
    /// <param name="counts">The requests of each bucket: <see cref="LatencyBuckets.Count"/> numbers, none negative. They are copied.</param>
    /// <param name="sum">The sum of all durations.</param>
    /// <exception cref="ArgumentException">There are not as many counts as buckets, or one is negative.</exception>
    public LatencyHistogram(ReadOnlySpan<long> counts, TimeSpan sum)
        : this(counts.ToArray(), sum)
    {
    }

    internal LatencyHistogram(long[] counts, TimeSpan sum)
    {
        if (counts.Length != LatencyBuckets.Count)
        {
            throw new ArgumentException($"There must be {LatencyBuckets.Count} counts, not {counts.Length}.", nameof(counts));
        }

        foreach (long count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
            Count += count;
        }

        _counts = counts;
        Sum = sum;
    }

    /// <summary>Gets the histogram of no requests.</summary>
    public static LatencyHistogram Empty { get; } = new(new long[LatencyBuckets.Count], TimeSpan.Zero);

    /// <summary>Gets the requests of each bucket.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>Gets the requests of all buckets.</summary>
    public long Count { get; }

    /// <summary>Gets the sum of all durations.</summary>
    public TimeSpan Sum { get; }

    /// <summary>Gets the duration that a share of the requests did not exceed.</summary>
    /// <param name="q">The share, from 0 to 1, such as 0.95.</param>
    /// <returns>The upper bound of the bucket in which the quantile lies, at most 6.25 % too high above 1 µs; zero when there are no requests; <see cref="TimeSpan.MaxValue"/> above the last bound.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="q"/> is not between 0 and 1.</exception>
    public TimeSpan Quantile(double q)
    {
        if (!(q >= 0 && q <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(q), q, "A quantile lies between 0 and 1.");
        }

        if (Count == 0)
        {
            return TimeSpan.Zero;
        }

        long rank = Math.Clamp((long)Math.Ceiling(q * Count), 1, Count);
        int index = 0;
        for (long seen = _counts[0]; seen < rank; seen += _counts[index])
        {
            index++;
        }

        return LatencyBuckets.UpperBound(index);
    }

    /// <summary>Adds another histogram.</summary>
    /// <param name="other">The requests to add.</param>
    /// <returns>The histogram of both.</returns>
    public LatencyHistogram Plus(LatencyHistogram other) => Combine(other, 1);

    /// <summary>Subtracts an earlier state of the same counters.</summary>
    /// <param name="earlier">The earlier state.</param>
    /// <returns>What came since.</returns>
    /// <exception cref="ArgumentException"><paramref name="earlier"/> has more requests in some bucket.</exception>
    public LatencyHistogram Minus(LatencyHistogram earlier) => Combine(earlier, -1);

    private LatencyHistogram Combine(LatencyHistogram other, int sign)
    {
        ArgumentNullException.ThrowIfNull(other);

        long[] counts = new long[_counts.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = _counts[i] + (sign * other._counts[i]);
        }

        return new LatencyHistogram(counts, Sum + (sign * other.Sum));
    }
}
