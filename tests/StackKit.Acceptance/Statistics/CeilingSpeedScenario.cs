using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Statistics;

/// <summary>K-A7: the ceiling finds a broken candidate without any comparison.</summary>
public sealed class CeilingSpeedScenario : IScenario
{
    private const int Runs = 2000;

    /// <inheritdoc/>
    public string Id => "K-A7";

    /// <inheritdoc/>
    public string Statement => "Ceiling 1 %, candidate 5 % and 20 %: median at most 3.5 times Wald's with a known 0.5 %, plus 10.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        foreach (double weight in new[] { 0.05, 0.5 })
        {
            foreach (double rate in new[] { 0.05, 0.2 })
            {
                DetectionRun[] results = DetectionRun.Run(Runs, run.Seed, weight, rate, 20_000, cancellationToken);
                double ceiling = MonteCarlo.Median(results, r => r.Ceiling);
                double wald = MonteCarlo.Median(results, r => r.Wald);
                double bar = (3.5 * wald) + 10;
                run.Note($"w {weight,4:P0}, {rate,4:P0}: {MonteCarlo.Show(ceiling)} against Wald {MonteCarlo.Show(wald)}, bar {bar:0}");
                run.Figure($"w{weight * 100:0}_p{rate * 100:0}", $"{MonteCarlo.Show(ceiling)}/{MonteCarlo.Show(wald)}");
                run.Check(ceiling <= bar, $"w {weight:P0}, {rate:P0}: {ceiling} against {bar:0}.");
            }
        }

        return Task.CompletedTask;
    }
}
