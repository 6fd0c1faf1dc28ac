namespace StackKit.Webhooks;

/// <summary>How long to wait after so many failures: doubled each time up to a bound, between half and all of that at random.</summary>
internal sealed class RetryPause(TimeSpan first, TimeSpan most, Func<double> random)
{
    private const int MaximumDoublings = 30;

    /// <param name="failures">Failures in a row; at least 1.</param>
    public TimeSpan After(int failures)
    {
        // The bound is on what is waited, jitter included; the mean of the first pause is what was configured.
        double grown = first.TotalSeconds * 4 / 3 * Math.Pow(2, Math.Min(failures - 1, MaximumDoublings));
        double bounded = Math.Min(grown, most.TotalSeconds);
        return TimeSpan.FromSeconds(bounded * (0.5 + (random() / 2)));
    }
}
