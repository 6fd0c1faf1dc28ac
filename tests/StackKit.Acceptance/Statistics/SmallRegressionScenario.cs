using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Statistics;

/// <summary>K-A10: even a fifth more errors is found now and then within 20,000 candidate requests.</summary>
public sealed class SmallRegressionScenario : IScenario
{
    private const int Runs = 2000;
    private const double MinDetected = 0.20;

    /// <inheritdoc/>
    public string Id => "K-A10";

    /// <inheritdoc/>
    public string Statement => "Candidate 0.6 % against 0.5 %, 5/95, 20,000 candidate requests: at least 20 % detected.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        DetectionRun[] results = DetectionRun.Run(Runs, run.Seed, 0.05, 0.006, 20_000, cancellationToken);
        double relative = MonteCarlo.Share(results, r => !double.IsPositiveInfinity(r.Relative));
        double oracle = MonteCarlo.Share(results, r => !double.IsPositiveInfinity(r.Oracle));
        double wald = MonteCarlo.Share(results, r => !double.IsPositiveInfinity(r.Wald));
        run.Note($"detected {relative:P1}; oracle {oracle:P1}, Wald {wald:P1}; at least {MinDetected:P0} are wanted");
        run.Figure("detected", relative);
        run.Figure("oracle", oracle);
        run.Figure("wald", wald);
        run.Check(relative >= MinDetected, $"{relative:P1} detected.");
        return Task.CompletedTask;
    }
}
