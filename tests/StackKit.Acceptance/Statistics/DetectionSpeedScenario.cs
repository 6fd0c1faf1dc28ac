using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Statistics;

/// <summary>K-A4: a worse candidate is found nearly as fast as by a test that knows both rates.</summary>
public sealed class DetectionSpeedScenario : IScenario
{
    private const double MaxRatio = 1.8;

    /// <inheritdoc/>
    public string Id => "K-A4";

    /// <inheritdoc/>
    public string Statement => "Median and q90 of candidate requests until rollback at most 1.8 times those of the oracle that knows both rates.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        double worst = 0;
        run.Note("weight  rate  median  oracle  ratio     q90  oracle  ratio");
        foreach ((double weight, int runs, int horizon) in new[] { (0.05, 2000, 20_000), (0.5, 2000, 20_000), (0.01, 500, 10_000) })
        {
            foreach (double rate in new[] { 0.01, 0.02, 0.05, 0.2 })
            {
                DetectionRun[] results = DetectionRun.Run(runs, run.Seed, weight, rate, horizon, cancellationToken);
                double median = MonteCarlo.Median(results, r => r.Relative);
                double oracle = MonteCarlo.Median(results, r => r.Oracle);
                double q90 = MonteCarlo.Quantile(results, 0.9, r => r.Relative);
                double oracleQ90 = MonteCarlo.Quantile(results, 0.9, r => r.Oracle);
                run.Note($"{weight,6:P0} {rate,5:P0} {MonteCarlo.Show(median),7} {MonteCarlo.Show(oracle),7} {median / oracle,6:0.00} {MonteCarlo.Show(q90),7} {MonteCarlo.Show(oracleQ90),7} {q90 / oracleQ90,6:0.00}");
                run.Figure($"w{weight * 100:0}_p{rate * 100:0}", $"{MonteCarlo.Show(median)}/{MonteCarlo.Show(oracle)}");
                worst = Math.Max(worst, Math.Max(median / oracle, q90 / oracleQ90));
                run.Check(median <= MaxRatio * oracle, $"w {weight:P0}, {rate:P0}: median {median} against {MaxRatio} x {oracle}.");
                run.Check(q90 <= MaxRatio * oracleQ90, $"w {weight:P0}, {rate:P0}: q90 {q90} against {MaxRatio} x {oracleQ90}.");
            }
        }

        run.Figure("worst_ratio", worst);
        return Task.CompletedTask;
    }
}
