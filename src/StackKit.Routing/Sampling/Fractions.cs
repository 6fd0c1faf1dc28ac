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

        // Dividing by the largest first keeps the sum finite, whatever the unit of the weights. What each addition rounds off is added up apart: a
        // hundred thousand equal addends to a large sum are all rounded the same way.
        double sum = 0;
        double lost = 0;
        foreach (ref double weight in weights)
        {
            weight /= largest;
            double next = sum + weight;
            lost += sum >= weight ? sum - next + weight : weight - next + sum;
            sum = next;
        }

        sum += lost;

        foreach (ref double weight in weights)
        {
            weight /= sum;
        }

        return true;
    }

    /// <summary>Divides a number of slots by shares (largest remainders); every share above 0 gets at least one, as far as there are enough.</summary>
    /// <param name="shares">The shares, summing to 1. Equal remainders are served in the order given.</param>
    /// <param name="slots">How many slots there are.</param>
    public static int[] Apportion(ReadOnlySpan<double> shares, int slots)
    {
        int[] quotas = new int[shares.Length];
        double[] remainders = new double[shares.Length];
        int left = slots;
        for (int i = 0; i < quotas.Length; i++)
        {
            double exact = shares[i] * slots;
            quotas[i] = shares[i] > 0 ? Math.Max(1, (int)exact) : 0;
            remainders[i] = shares[i] > 0 ? exact - quotas[i] : double.NegativeInfinity;
            left -= quotas[i];
        }

        int[] order = [.. Enumerable.Range(0, quotas.Length)];
        Array.Sort(order, (one, other) => remainders[one] != remainders[other] ? remainders[other].CompareTo(remainders[one]) : one.CompareTo(other));
        for (int i = 0; left > 0; i = (i + 1) % order.Length)
        {
            quotas[order[i]]++;
            left--;
        }

        // Too many were given away to tiny shares: the one with the most has the most to spare.
        for (; left < 0; left++)
        {
            quotas[Array.IndexOf(quotas, quotas.Max())]--;
        }

        return quotas;
    }
}
