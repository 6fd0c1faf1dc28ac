using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Statistics;

/// <summary>K-A8: a slower candidate is found from histogram buckets nearly as fast as by a test that knows both densities.</summary>
public sealed class LatencySpeedScenario : IScenario
{
    private const int Runs = 2000;
    private const int Horizon = 3000;
    private const double MaxRatio = 4.5;
    private const double MinDetected = 0.90;

    /// <inheritdoc/>
    public string Id => "K-A8";

    /// <inheritdoc/>
    public string Statement => "Latency x1.25, x1.5, x2 and a 2 % tail: median at most 4.5 times the oracle's; a 0.5 % tail: 90 % found in 3,000 candidate requests.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        int[] bounds = LatencyModel.ChooseBounds(run.Seed);
        (string Name, LatencyModel Model)[] cases =
        [
            ("x1.25", new(1.25, 0, 0)),
            ("x1.5", new(1.5, 0, 0)),
            ("x2", new(2, 0, 0)),
            ("tail2", new(1, 0.02, 300)),
        ];
        foreach (double weight in new[] { 0.05, 0.5 })
        {
            foreach ((string name, LatencyModel model) in cases)
            {
                LatencyRun[] results = MonteCarlo.Run(Runs, run.Seed, random => LatencyRun.Simulate(random, weight, model, bounds, Horizon, withOracle: true), cancellationToken);
                double median = MonteCarlo.Median(results, r => r.Kernels);
                double oracle = MonteCarlo.Median(results, r => r.Oracle);
                run.Note($"w {weight,4:P0}, {name,-6}: {MonteCarlo.Show(median)} against {MonteCarlo.Show(oracle)}, ratio {median / oracle:0.00}");
                run.Figure($"w{weight * 100:0}_{name}", $"{MonteCarlo.Show(median)}/{MonteCarlo.Show(oracle)}");
                run.Check(median <= MaxRatio * oracle, $"w {weight:P0}, {name}: {median} against {MaxRatio} x {oracle}.");
            }
        }

        LatencyRun[] tail = MonteCarlo.Run(Runs, run.Seed, random => LatencyRun.Simulate(random, 0.05, new(1, 0.005, 2000), bounds, Horizon, withOracle: false), cancellationToken);
        double detected = MonteCarlo.Share(tail, r => !double.IsPositiveInfinity(r.Kernels));
        double tailMedian = MonteCarlo.Median(tail, r => r.Kernels);
        run.Note($"w   5 %, 0.5 % of requests +2 s: {detected:P1} detected, median {MonteCarlo.Show(tailMedian)}");
        run.Figure("w5_tail05_detected", detected);
        run.Figure("w5_tail05_median", tailMedian);
        run.Check(detected >= MinDetected, $"0.5 % tail: {detected:P1} detected.");
        return Task.CompletedTask;
    }
}
