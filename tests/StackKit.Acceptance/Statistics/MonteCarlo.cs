namespace StackKit.Acceptance.Statistics;

/// <summary>Runs a simulation many times on all cores and sums it up.</summary>
internal static class MonteCarlo
{
    /// <summary>Stands for "not within the horizon".</summary>
    public const double Never = double.PositiveInfinity;

    public static T[] Run<T>(int runs, int seed, Func<SplitMix64, T> simulate, CancellationToken cancellationToken)
    {
        T[] results = new T[runs];
        Parallel.For(
            0,
            runs,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            run => results[run] = simulate(SplitMix64.ForRun(seed, run)));
        return results;
    }

    public static double Share<T>(IReadOnlyCollection<T> results, Func<T, bool> condition) => (double)results.Count(condition) / results.Count;

    public static double Quantile<T>(IEnumerable<T> results, double level, Func<T, double> value)
    {
        double[] sorted = [.. results.Select(value).Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)(level * sorted.Length))];
    }

    public static double Median<T>(IEnumerable<T> results, Func<T, double> value) => Quantile(results, 0.5, value);

    /// <summary>Returns the largest share that a true probability leaves within three standard errors.</summary>
    public static double Bar(double probability, int runs) => probability + (3 * Sigma(probability, runs));

    public static double Sigma(double probability, int runs) => Math.Sqrt(probability * (1 - probability) / runs);

    public static string Show(double requests) => double.IsPositiveInfinity(requests) ? "never" : requests.ToString("0");
}
