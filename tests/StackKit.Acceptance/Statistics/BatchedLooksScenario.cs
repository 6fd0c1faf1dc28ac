using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Statistics;

/// <summary>K-A6: looking only after every 100 requests costs no more than the wait for the batch.</summary>
public sealed class BatchedLooksScenario : IScenario
{
    private const int Runs = 2000;
    private const double MaxRatio = 1.8;
    private const double Batch = 100;

    /// <inheritdoc/>
    public string Id => "K-A6";

    /// <inheritdoc/>
    public string Statement => "A look after every 100 requests: median at most 1.8 times the oracle's plus 100 w candidate requests.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        foreach (double weight in new[] { 0.05, 0.5 })
        {
            foreach (double rate in new[] { 0.01, 0.02, 0.05, 0.2 })
            {
                DetectionRun[] results = DetectionRun.Run(Runs, run.Seed, weight, rate, 20_000, cancellationToken);
                double batched = MonteCarlo.Median(results, r => r.Batched);
                double every = MonteCarlo.Median(results, r => r.Relative);
                double bar = (MaxRatio * MonteCarlo.Median(results, r => r.Oracle)) + (Batch * weight);
                run.Note($"w {weight,4:P0}, {rate,4:P0}: {MonteCarlo.Show(batched)} (every request {MonteCarlo.Show(every)}), bar {bar:0}");
                run.Figure($"w{weight * 100:0}_p{rate * 100:0}", batched);
                run.Check(batched <= bar, $"w {weight:P0}, {rate:P0}: {batched} against {bar:0}.");
            }
        }

        return Task.CompletedTask;
    }
}
