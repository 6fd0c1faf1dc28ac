using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Statistics;

/// <summary>K-A9: the whole judge, from equal candidates to broken ones, against the reference table.</summary>
public sealed class PolicyScenario : IScenario
{
    private const int Runs = 2000;

    // Share rolled back, share promoted and median decision at 5/95 and at 50/50, from 2,000 runs of an independent program: both sides
    // of a comparison are estimates, so the standard error of the difference is √2 times that of one.
    private static readonly Row[] s_reference =
    [
        new(0.05, 0.005, 0.018, 0.982, 1948, Wanted.Promote),
        new(0.05, 0.006, 0.080, 0.920, 3066, Wanted.Either),
        new(0.05, 0.010, 0.949, 0.052, 2170, Wanted.Rollback),
        new(0.05, 0.020, 1.000, 0.000, 367, Wanted.Rollback),
        new(0.05, 0.050, 1.000, 0.000, 66, Wanted.Rollback),
        new(0.05, 0.200, 1.000, 0.000, 8, Wanted.Rollback),
        new(0.50, 0.005, 0.018, 0.982, 2616, Wanted.Promote),
        new(0.50, 0.006, 0.076, 0.925, 4357, Wanted.Either),
        new(0.50, 0.010, 0.960, 0.040, 4504, Wanted.Rollback),
        new(0.50, 0.020, 0.999, 0.002, 634, Wanted.Rollback),
        new(0.50, 0.050, 1.000, 0.000, 108, Wanted.Rollback),
        new(0.50, 0.200, 1.000, 0.000, 12, Wanted.Rollback),
    ];

    private enum Wanted
    {
        Either,
        Promote,
        Rollback,
    }

    /// <inheritdoc/>
    public string Id => "K-A9";

    /// <inheritdoc/>
    public string Statement => "The whole judge (average with a 1 % ceiling, alpha 5 %; margin 0.5 %, beta 5 %): every cell of the reference table within 3 sigma or better.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        run.Note("weight  rate  rollback (table)   promote (table)   median (table)");
        foreach (Row row in s_reference)
        {
            PolicyRun[] results = MonteCarlo.Run(Runs, run.Seed, random => PolicyRun.Simulate(random, row.Weight, row.Rate), cancellationToken);
            double rollback = MonteCarlo.Share(results, r => r.RolledBack);
            double promote = MonteCarlo.Share(results, r => r.Promoted);
            double median = MonteCarlo.Median(results, r => r.Decided);
            run.Note($"{row.Weight,6:P0} {row.Rate,5:P1} {rollback,8:P1} ({row.Rollback:P1}) {promote,8:P1} ({row.Promote:P1}) {MonteCarlo.Show(median),6} ({row.Median:0})");
            run.Figure($"w{row.Weight * 100:0}_p{row.Rate * 100:0.#}", $"{rollback * 100:0.#}/{promote * 100:0.#}/{MonteCarlo.Show(median)}");
            Check(run, row, "rollback", rollback, row.Rollback, more: row.Wanted == Wanted.Rollback, less: row.Wanted == Wanted.Promote);
            Check(run, row, "promote", promote, row.Promote, more: row.Wanted == Wanted.Promote, less: row.Wanted == Wanted.Rollback);

            // Three standard errors of a difference of medians, whatever the distribution: the order statistic 3·√2·√n/2 places below ours.
            double lowMedian = MonteCarlo.Quantile(results, 0.5 - (1.5 * Math.Sqrt(2.0 / Runs)), r => r.Decided);
            run.Check(lowMedian <= row.Median + 1, $"w {row.Weight:P0}, {row.Rate:P1}: median {median}, at least {lowMedian}, against {row.Median}.");
        }

        return Task.CompletedTask;
    }

    private static void Check(ScenarioRun run, Row row, string what, double measured, double expected, bool more, bool less)
    {
        double tolerance = 3 * Math.Sqrt(2) * MonteCarlo.Sigma(Math.Clamp(expected, 0.5 / Runs, 1 - (0.5 / Runs)), Runs);
        bool high = measured > expected + tolerance && !more;
        bool low = measured < expected - tolerance && !less;
        run.Check(!high && !low, $"w {row.Weight:P0}, {row.Rate:P1}: {what} {measured:P2} against {expected:P2} within {tolerance:P2}.");
    }

    private sealed record Row(double Weight, double Rate, double Rollback, double Promote, double Median, Wanted Wanted);
}
