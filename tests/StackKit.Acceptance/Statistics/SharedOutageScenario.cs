using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Statistics;

/// <summary>K-A2: what hits both arms alike is not held against the candidate.</summary>
public sealed class SharedOutageScenario : IScenario
{
    private const int Runs = 2000;
    private const double Alpha = 0.05;

    /// <inheritdoc/>
    public string Id => "K-A2";

    /// <inheritdoc/>
    public string Statement => "Shared outages, bursts of one client, and a base rate that moves with the weight: false rollback at most alpha + 3 sigma.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        double bar = MonteCarlo.Bar(Alpha, Runs);
        ReportOutages(run, bar, cancellationToken);
        ReportRisingRate(run, bar, cancellationToken);
        ReportBursts(run, bar, cancellationToken);
        return Task.CompletedTask;
    }

    private static void ReportOutages(ScenarioRun run, double bar, CancellationToken cancellationToken)
    {
        OutageRun[] results = MonteCarlo.Run(Runs, run.Seed, random => OutageRun.Simulate(random, Alpha), cancellationToken);
        double relative = MonteCarlo.Share(results, r => r.Relative);
        double both = MonteCarlo.Share(results, r => r.Both);
        double realised = MonteCarlo.Share(results, r => r.RealisedShare);
        double ceiling = MonteCarlo.Share(results, r => r.Ceiling);
        double fisher = MonteCarlo.Share(results, r => r.Fisher);
        double checks = MonteCarlo.Share(results, r => r.FailedChecks);
        run.Note($"30 % errors for 2 % of the time, 5/95: relative {relative:P2}, both {both:P2}, realised share a batch {realised:P2}, bar {bar:P2}");
        run.Note($"  for comparison: ceiling alone {ceiling:P1} (the mean rate of 1.09 % breaks it), Fisher repeated {fisher:P1}, five failed checks {checks:P1}");
        run.Figure("outage_relative", relative);
        run.Figure("outage_both", both);
        run.Figure("outage_realised_share", realised);
        run.Figure("control_outage_fisher", fisher);
        run.Figure("control_outage_failed_checks", checks);
        run.Check(relative <= bar && both <= bar && realised <= bar, $"Shared outages: {relative:P2}, {both:P2}, {realised:P2} against {bar:P2}.");
        run.Check(fisher > bar && checks > bar, "The controls pass the bar as well.");
    }

    private static void ReportRisingRate(ScenarioRun run, double bar, CancellationToken cancellationToken)
    {
        WeightStepsRun[] results = MonteCarlo.Run(Runs, run.Seed, random => WeightStepsRun.Simulate(random, [0.002, 0.004, 0.008, 0.016], Alpha), cancellationToken);
        double judge = MonteCarlo.Share(results, r => r.Judge);
        double plain = MonteCarlo.Share(results, r => r.Plain);
        double pooled = MonteCarlo.Share(results, r => r.Pooled);
        double ceiling = MonteCarlo.Share(results, r => r.Ceiling);
        run.Note($"base rate 0.2/0.4/0.8/1.6 % at 1/5/25/50 %: judge {judge:P2}, one kernel {plain:P2}, bar {bar:P2}; control: pooled Fisher {pooled:P1}; ceiling alone {ceiling:P1}");
        run.Figure("rising_judge", judge);
        run.Figure("rising_plain", plain);
        run.Figure("control_rising_pooled", pooled);
        run.Check(judge <= bar && plain <= bar, $"Rising base rate: {judge:P2}, {plain:P2} against {bar:P2}.");
        run.Check(pooled > bar, "Pooled Fisher passes the bar as well.");
    }

    private static void ReportBursts(ScenarioRun run, double bar, CancellationToken cancellationToken)
    {
        BurstRun[] results = MonteCarlo.Run(Runs, run.Seed, random => BurstRun.Simulate(random, Alpha), cancellationToken);
        double once = MonteCarlo.Share(results, r => r.OncePerClient);
        double raw = MonteCarlo.Share(results, r => r.EveryError);
        run.Note($"errors in bursts of ten of one client: counted once a client {once:P2}, bar {bar:P2}; control: every error {raw:P1}");
        run.Figure("bursts_once_per_client", once);
        run.Figure("control_bursts_every_error", raw);
        run.Check(once <= bar, $"Bursts counted once a client: {once:P2} against {bar:P2}.");
        run.Check(raw > bar, "Counting every error passes the bar as well.");
    }
}
