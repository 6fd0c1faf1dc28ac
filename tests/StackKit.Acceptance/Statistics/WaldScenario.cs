using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Statistics;

/// <summary>K-A5: what not knowing stable's rate costs against Wald's test, which knows both rates.</summary>
public sealed class WaldScenario : IScenario
{
    private const int Runs = 2000;

    /// <inheritdoc/>
    public string Id => "K-A5";

    /// <inheritdoc/>
    public string Statement => "Median candidate requests until rollback: 5/95 at most 2.0 Wald + 10, 50/50 at most 4.0 Wald + 30.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        foreach ((double weight, double factor, double plus) in new[] { (0.05, 2.0, 10.0), (0.5, 4.0, 30.0) })
        {
            foreach (double rate in new[] { 0.01, 0.02, 0.05, 0.2 })
            {
                DetectionRun[] results = DetectionRun.Run(Runs, run.Seed, weight, rate, 20_000, cancellationToken);
                double median = MonteCarlo.Median(results, r => r.Relative);
                double wald = MonteCarlo.Median(results, r => r.Wald);
                double bar = (factor * wald) + plus;
                run.Note($"w {weight,4:P0}, {rate,4:P0}: {MonteCarlo.Show(median)} against Wald {MonteCarlo.Show(wald)}, bar {bar:0}");
                run.Figure($"w{weight * 100:0}_p{rate * 100:0}", $"{MonteCarlo.Show(median)}/{MonteCarlo.Show(wald)}");
                run.Check(median <= bar, $"w {weight:P0}, {rate:P0}: {median} against {bar:0}.");
            }
        }

        return Task.CompletedTask;
    }
}
