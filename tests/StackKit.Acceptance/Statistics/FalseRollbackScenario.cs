using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Statistics;

/// <summary>K-A1: equal arms are rolled back with probability α at most, though the evidence is looked at after every request.</summary>
public sealed class FalseRollbackScenario : IScenario
{
    private const int Runs = 2000;

    /// <inheritdoc/>
    public string Id => "K-A1";

    /// <inheritdoc/>
    public string Statement => "Equal arms, a look after every request, w 1/5/50 % and weight steps: false rollback at most alpha + 3 sigma.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        run.Note("weight  alpha  relative  ceiling  average   bar");
        foreach ((double weight, int horizon) in new[] { (0.01, 5000), (0.05, 20_000), (0.5, 20_000) })
        {
            bool controls = weight == 0.05;
            EqualArmsRun[] results = MonteCarlo.Run(Runs, run.Seed, random => EqualArmsRun.Simulate(random, weight, horizon, controls), cancellationToken);
            Report(run, results, weight, 0.05);
            Report(run, results, weight, 0.01);
            if (controls)
            {
                ReportControls(run, results);
            }
        }

        ReportSteps(run, cancellationToken);
        ReportLatency(run, cancellationToken);
        return Task.CompletedTask;
    }

    private static void Report(ScenarioRun run, EqualArmsRun[] results, double weight, double alpha)
    {
        double threshold = -Math.Log(alpha);
        double relative = MonteCarlo.Share(results, r => r.Relative >= threshold);
        double ceiling = MonteCarlo.Share(results, r => r.Ceiling >= threshold);
        double average = MonteCarlo.Share(results, r => r.Average >= threshold);
        double bar = MonteCarlo.Bar(alpha, Runs);
        run.Note($"{weight,6:P0} {alpha,6:P0} {relative,9:P2} {ceiling,8:P2} {average,8:P2} {bar,6:P2}");
        run.Figure($"w{weight * 100:0}_a{alpha * 100:0}", Math.Max(relative, Math.Max(ceiling, average)));
        run.Check(relative <= bar && ceiling <= bar && average <= bar, $"w {weight:P0}, alpha {alpha:P0}: {relative:P2}, {ceiling:P2}, {average:P2} against {bar:P2}.");
    }

    private static void ReportControls(ScenarioRun run, EqualArmsRun[] results)
    {
        double bar = MonteCarlo.Bar(0.05, Runs);
        double fisher = MonteCarlo.Share(results, r => r.FisherP <= 0.05);
        double checks = MonteCarlo.Share(results, r => r.FailedChecks >= 5);
        run.Note($"controls at 5 %: Fisher repeated {fisher:P1}, five failed checks {checks:P1} (bar {bar:P2})");
        run.Figure("control_fisher", fisher);
        run.Figure("control_failed_checks", checks);
        run.Check(fisher > bar && checks > bar, "The controls pass the bar as well, so the simulation cannot tell good from bad.");
    }

    private static void ReportSteps(ScenarioRun run, CancellationToken cancellationToken)
    {
        double bar = MonteCarlo.Bar(0.05, Runs);
        WeightStepsRun[] steps = MonteCarlo.Run(Runs, run.Seed, random => WeightStepsRun.Simulate(random, [0.005, 0.005, 0.005, 0.005], 0.05), cancellationToken);
        double judge = MonteCarlo.Share(steps, r => r.Judge);
        double plain = MonteCarlo.Share(steps, r => r.Plain);
        double pooled = MonteCarlo.Share(steps, r => r.Pooled);
        run.Note($"weight steps 1/5/25/50 %: judge with restarts {judge:P2}, one kernel {plain:P2}, bar {bar:P2}; control: pooled Fisher {pooled:P1}");
        run.Figure("steps_judge", judge);
        run.Figure("steps_plain", plain);
        run.Figure("control_pooled", pooled);
        run.Check(judge <= bar && plain <= bar, $"Weight steps: {judge:P2}, {plain:P2} against {bar:P2}.");
        run.Check(pooled > bar, "Pooled Fisher passes the bar as well.");
    }

    private static void ReportLatency(ScenarioRun run, CancellationToken cancellationToken)
    {
        double bar = MonteCarlo.Bar(LatencyModel.Alpha, Runs);
        int[] bounds = LatencyModel.ChooseBounds(run.Seed);
        foreach ((double weight, int horizon) in new[] { (0.01, 500), (0.05, 3000), (0.5, 3000) })
        {
            LatencyRun[] latency = MonteCarlo.Run(Runs, run.Seed, random => LatencyRun.Simulate(random, weight, LatencyModel.Stable, bounds, horizon, withOracle: false), cancellationToken);
            double share = MonteCarlo.Share(latency, r => !double.IsPositiveInfinity(r.Kernels));
            run.Note($"latency, w {weight:P0}, {horizon} candidate requests: {share:P2}, bar {bar:P2}");
            run.Figure($"latency_w{weight * 100:0}", share);
            run.Check(share <= bar, $"Latency at w {weight:P0}: {share:P2} against {bar:P2}.");
        }
    }
}
