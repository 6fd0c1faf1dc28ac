namespace StackKit.Acceptance.Routing;

/// <summary>Other ways to assign keys by weight, for comparison: they know nothing of the weights before.</summary>
internal static class StickyRivals
{
    /// <summary>Weighted rendezvous hashing: the version with the least -ln(u) / weight.</summary>
    public static byte[] Rendezvous(IReadOnlyList<ulong> hashes, double[] weights) => Assign(hashes, hash =>
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int i = 0; i < weights.Length; i++)
        {
            double uniform = ((Mix(hash + (ulong)(i + 1)) >> 11) + 0.5) / (1UL << 53);
            double cost = -Math.Log(uniform) / weights[i];
            (best, least) = cost < least ? (i, cost) : (best, least);
        }

        return best;
    });

    /// <summary>Intervals one after the other in the order of the versions, as ranges of percentiles are written by hand.</summary>
    public static byte[] Intervals(IReadOnlyList<ulong> hashes, double[] weights)
    {
        double sum = weights.Sum();
        return Assign(hashes, hash =>
        {
            double place = (hash >> 11) / (double)(1UL << 53) * sum;
            int version = 0;
            for (; version < weights.Length - 1 && place >= weights[version]; version++)
            {
                place -= weights[version];
            }

            return version;
        });
    }

    private static byte[] Assign(IReadOnlyList<ulong> hashes, Func<ulong, int> choose) => [.. hashes.Select(hash => (byte)choose(hash))];

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 32)) * 0xD6E8_FEB8_6659_FD93;
        value = (value ^ (value >> 32)) * 0xD6E8_FEB8_6659_FD93;
        return value ^ (value >> 32);
    }
}
