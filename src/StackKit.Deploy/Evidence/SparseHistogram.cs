using System.Collections.Immutable;
using StackKit.Routing;

namespace StackKit.Deploy.Evidence;

/// <summary>A latency histogram without its empty buckets: pairs of bucket and count.</summary>
internal sealed record SparseHistogram(ImmutableArray<long> Pairs)
{
    public static SparseHistogram Empty { get; } = new([]);

    public static SparseHistogram From(ReadOnlySpan<long> counts)
    {
        ImmutableArray<long>.Builder pairs = ImmutableArray.CreateBuilder<long>();
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] != 0)
            {
                pairs.Add(i);
                pairs.Add(counts[i]);
            }
        }

        return new SparseHistogram(pairs.DrainToImmutable());
    }

    /// <summary>Adds the counts to a full histogram.</summary>
    public void AddTo(Span<long> counts, long sign)
    {
        for (int i = 0; i + 1 < Pairs.Length; i += 2)
        {
            int bucket = (int)Pairs[i];
            if (bucket >= 0 && bucket < counts.Length)
            {
                counts[bucket] += sign * Pairs[i + 1];
            }
        }
    }

    /// <summary>Gets what came on top of an earlier histogram; null when this one is no continuation of it.</summary>
    public long[]? Since(SparseHistogram earlier)
    {
        long[] counts = new long[LatencyBuckets.Count];
        AddTo(counts, 1);
        earlier.AddTo(counts, -1);
        return counts.Any(c => c < 0) ? null : counts;
    }
}
