using System.Numerics;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Counts how many of the 2^64 draws of an alias table lead to each destination, and compares with the weights; both without any rounding.</summary>
internal static class ImpliedProbabilities
{
    private const double TwoTo64 = 18446744073709551616.0;

    /// <summary>Builds a table as a pool does.</summary>
    public static (AliasTable Table, Destination[] Destinations) Build(double[] weights)
    {
        double[] shares = [.. weights];
        Fractions.Normalize(shares);
        Destination[] destinations = Array.ConvertAll(shares, share => new Destination(null!, null, share));
        return (new AliasTable(destinations, shares), destinations);
    }

    /// <summary>Gets the largest difference between a probability and its weight's share of the sum.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="table">The table.</param>
    /// <param name="destinations">Its destinations.</param>
    /// <param name="thresholdBits">How many bits of a threshold to take; 64 for all.</param>
    public static double LargestError(double[] weights, AliasTable table, Destination[] destinations, int thresholdBits)
    {
        Dictionary<Destination, UInt128> draws = CountDraws(table, thresholdBits);
        BigInteger[] exact = Array.ConvertAll(weights, ToInteger);
        BigInteger sum = exact.Aggregate(BigInteger.Zero, static (one, other) => one + other);
        BigInteger largest = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            BigInteger wanted = (exact[i] << 64) / sum;
            largest = BigInteger.Max(largest, BigInteger.Abs(wanted - draws.GetValueOrDefault(destinations[i])));
        }

        return (double)largest / TwoTo64;
    }

    private static Dictionary<Destination, UInt128> CountDraws(AliasTable table, int thresholdBits)
    {
        (Destination First, Destination Second, ulong Threshold)[] columns = [.. table.Columns];
        ulong length = (ulong)columns.Length; // a power of two
        Dictionary<Destination, UInt128> draws = [];
        for (int column = 0; column < columns.Length; column++)
        {
            // A draw lies in the column that its low bits name; of those column, column + n, column + 2n and so on, the ones below the threshold lead to the first.
            ulong threshold = columns[column].Threshold >> (64 - thresholdBits) << (64 - thresholdBits);
            UInt128 first = threshold <= (ulong)column ? 0 : DivideUp(threshold - (ulong)column, length);
            UInt128 all = (UInt128.One << 64) / length;
            draws[columns[column].First] = draws.GetValueOrDefault(columns[column].First) + first;
            draws[columns[column].Second] = draws.GetValueOrDefault(columns[column].Second) + all - first;
        }

        return draws;
    }

    private static UInt128 DivideUp(UInt128 value, UInt128 divisor) => (value + divisor - 1) / divisor;

    /// <summary>Gets a weight in units of 2^-1074, of which every finite number is a multiple.</summary>
    private static BigInteger ToInteger(double weight)
    {
        long bits = BitConverter.DoubleToInt64Bits(weight);
        int exponent = (int)(bits >> 52);
        long mantissa = bits & ((1L << 52) - 1);
        return exponent == 0 ? mantissa : (BigInteger)(mantissa | (1L << 52)) << (exponent - 1);
    }
}
