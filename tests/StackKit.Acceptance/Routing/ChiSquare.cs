namespace StackKit.Acceptance.Routing;

/// <summary>Pearson's chi-square test.</summary>
internal static class ChiSquare
{
    /// <summary>Returns how probable counts at least as far from what is expected would be.</summary>
    /// <param name="counts">What was counted.</param>
    /// <param name="weights">What is expected, in any unit; all above 0.</param>
    public static double PValue(ReadOnlySpan<long> counts, ReadOnlySpan<double> weights)
    {
        double total = 0;
        double sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            sum += weights[i];
        }

        double statistic = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            double expected = total * weights[i] / sum;
            statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
        }

        return UpperTail(statistic, counts.Length - 1);
    }

    /// <summary>Returns how probable a table of two yes-or-no answers would be if they were independent.</summary>
    public static double Independence(long both, long onlyFirst, long onlySecond, long neither)
    {
        double total = both + onlyFirst + onlySecond + neither;
        double difference = ((double)both * neither) - ((double)onlyFirst * onlySecond);
        double margins = (double)(both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither);
        return UpperTail(total * difference * difference / margins, 1);
    }

    /// <summary>Returns the probability that a chi-square variable is above a value: the regularised incomplete gamma function Q.</summary>
    public static double UpperTail(double statistic, double freedom)
    {
        double a = freedom / 2;
        double x = statistic / 2;
        if (x <= 0)
        {
            return 1;
        }

        double scale = Math.Exp((a * Math.Log(x)) - x - LogGamma(a));
        return x < a + 1 ? 1 - (scale * LowerSeries(a, x)) : scale * UpperFraction(a, x);
    }

    private static double LowerSeries(double a, double x)
    {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; term > sum * 1e-16; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return sum;
    }

    // Lentz's method for the continued fraction.
    private static double UpperFraction(double a, double x)
    {
        const double Tiny = 1e-300;
        double b = x + 1 - a;
        double c = 1 / Tiny;
        double d = 1 / b;
        double h = d;
        double change = 0;
        for (int n = 1; Math.Abs(change - 1) > 1e-15 && n < 100_000; n++)
        {
            double numerator = -n * (n - a);
            b += 2;
            d = (numerator * d) + b;
            d = 1 / (Math.Abs(d) < Tiny ? Tiny : d);
            c = b + (numerator / c);
            c = Math.Abs(c) < Tiny ? Tiny : c;
            change = c * d;
            h *= change;
        }

        return h;
    }

    // Stirling's series, after a shift to where it is exact enough.
    private static double LogGamma(double x)
    {
        double shift = 0;
        for (; x < 15; x++)
        {
            shift += Math.Log(x);
        }

        double inverse = 1 / (x * x);
        double series = (1.0 / 12) - (inverse * ((1.0 / 360) - (inverse * ((1.0 / 1260) - (inverse / 1680)))));
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (series / x) - shift;
    }
}
