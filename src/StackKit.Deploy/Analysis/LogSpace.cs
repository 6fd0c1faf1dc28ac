namespace StackKit.Deploy.Analysis;

/// <summary>Sums of numbers that are kept as logarithms, because e-values overflow a double within minutes of traffic.</summary>
internal static class LogSpace
{
    /// <summary>Returns ln(e^x + e^y) without overflow; minus infinity stands for zero.</summary>
    public static double Add(double x, double y)
    {
        double high = Math.Max(x, y);
        return double.IsInfinity(high) ? high : high + Math.Log(Math.Exp(x - high) + Math.Exp(y - high));
    }

    /// <summary>Returns the smallest of 1 and e^-x: the p-value, valid at every look, that belongs to the logarithm of the largest evidence seen.</summary>
    public static double AnytimePValue(double peak) => peak <= 0 ? 1 : Math.Exp(-peak);
}
