using System.Diagnostics;
using StackKit.Acceptance.Harness;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>RT-ALIAS: the table that random picks are drawn from stands for the weights.</summary>
public sealed class AliasScenario : IScenario
{
    private const double Tolerance = 1e-12;
    private const int Most = 100_000;

    private static readonly int[] s_lengths = [1, 2, 3, 10, 997, Most];

    /// <inheritdoc/>
    public string Id => "RT-ALIAS";

    /// <inheritdoc/>
    public string Statement => "Counted over all 2^64 draws, every probability of an alias table is within 1e-12 of its weight's share: up to 100,000 destinations, weights from 1e-308 to 1e308; thresholds of 32 bits are not.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        int tables = 0;
        double worst = 0;
        double worstControl = 0;
        foreach (int length in s_lengths)
        {
            double worstOfLength = 0;
            foreach ((string name, double[] weights) in WeightVectors.All(length, run.Seed))
            {
                cancellationToken.ThrowIfCancellationRequested();
                (AliasTable table, Destination[] destinations) = ImpliedProbabilities.Build(weights);
                double error = ImpliedProbabilities.LargestError(weights, table, destinations, thresholdBits: 64);
                run.Check(error <= Tolerance, $"{name} of {length}: a probability is off by {error:E2}.");
                worstOfLength = Math.Max(worstOfLength, error);
                worstControl = length > 10 ? worstControl : Math.Max(worstControl, ImpliedProbabilities.LargestError(weights, table, destinations, thresholdBits: 32));
                tables++;
            }

            run.Note($"{length} destinations: largest error {worstOfLength:E2}");
            worst = Math.Max(worst, worstOfLength);
        }

        run.Figure("tables", tables);
        run.Figure("largest-error", worst.ToString("E1"));
        run.Figure("largest-error-of-32-bits", worstControl.ToString("E1"));
        run.Check(worstControl > Tolerance, $"The control is no control: thresholds of 32 bits are off by {worstControl:E2} only.");
        MeasureBuild(run);
        return Task.CompletedTask;
    }

    // For the eye only: nothing fails because a machine is slow.
    private static void MeasureBuild(ScenarioRun run)
    {
        double[] weights = WeightVectors.All(Most, run.Seed).First(vector => vector.Name == "random").Weights;
        Endpoint[] endpoints = [.. weights.Select((weight, i) => new Endpoint($"e{i}", "http://10.0.0.1/") { Weight = weight })];
        TimeSpan table = TimeSpan.MaxValue;
        TimeSpan publish = TimeSpan.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            Router router = Router.Create("alias", new Arm("1", 1));
            long started = Stopwatch.GetTimestamp();
            ImpliedProbabilities.Build(weights);
            long built = Stopwatch.GetTimestamp();
            router.SetPools([new Pool("1", endpoints)]);
            long published = Stopwatch.GetTimestamp();
            table = Shorter(table, Stopwatch.GetElapsedTime(started, built));
            publish = Shorter(publish, Stopwatch.GetElapsedTime(built, published));
        }

        run.Figure("build-100000-ms", table.TotalMilliseconds);
        run.Figure("publish-100000-ms", publish.TotalMilliseconds);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
