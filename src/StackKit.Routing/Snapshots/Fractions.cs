namespace StackKit.Routing;

/// <summary>Shares as parts of 2^64, and weights as shares.</summary>
internal static class Fractions
{
    private const double TwoTo64 = 18446744073709551616.0;

    /// <summary>Gets a share in units of 2^-64; 1 becomes the largest number.</summary>
    public static ulong ToUInt64(double share)
    {
        double scaled = share * TwoTo64;
        return scaled >= TwoTo64 ? ulong.MaxValue : scaled <= 0 ? 0 : (ulong)scaled;
    }

    /// <summary>Divides weights by their sum in place; weights that are all 0 stay so.</summary>
    /// <returns>Whether any weight is above 0.</returns>
    public static bool Normalize(Span<double> weights)
    {
        double largest = 0;
        foreach (double weight in weights)
        {
            largest = Math.Max(largest, weight);
        }

        if (largest == 0)
        {
            return false;
        }

        // Dividing by the largest first keeps the sum finite, whatever the unit of the weights.
        double sum = 0;
        foreach (ref double weight in weights)
        {
            weight /= largest;
            sum += weight;
        }

        foreach (ref double weight in weights)
        {
            weight /= sum;
        }

        return true;
    }
}
