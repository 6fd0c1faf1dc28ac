using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Statistics;

/// <summary>K-A3: a candidate as bad as the promotion margin is promoted with probability β at most.</summary>
public sealed class FalsePromoteScenario : IScenario
{
    private const int Runs = 2000;
    private const double Beta = 0.05;

    /// <inheritdoc/>
    public string Id => "K-A3";

    /// <inheritdoc/>
    public string Statement => "A candidate at the promotion margin, a look after every request: false promotion at most beta + 3 sigma.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        double bar = MonteCarlo.Bar(Beta, Runs);
        foreach ((double weight, int horizon) in new[] { (0.01, 3000), (0.05, 10_000), (0.5, 20_000) })
        {
            PromoteRun[] results = MonteCarlo.Run(Runs, run.Seed, random => PromoteRun.Simulate(random, weight, horizon), cancellationToken);
            double ratio = MonteCarlo.Share(results, r => r.Ratio >= -Math.Log(Beta));
            double margin = MonteCarlo.Share(results, r => r.Margin >= -Math.Log(Beta));
            double naive = MonteCarlo.Share(results, r => r.NotSignificant);
            run.Note($"w {weight:P0}, stable 0.5 %, candidate 1 %: ratio 2 {ratio:P2}, margin 0.5 % {margin:P2}, bar {bar:P2}; control: 'no significant difference after 500 requests' {naive:P1}");
            run.Figure($"ratio_w{weight * 100:0}", ratio);
            run.Figure($"margin_w{weight * 100:0}", margin);
            run.Figure($"control_w{weight * 100:0}", naive);
            run.Check(ratio <= bar && margin <= bar, $"w {weight:P0}: {ratio:P2}, {margin:P2} against {bar:P2}.");
            run.Check(naive > bar, "The control passes the bar as well.");
        }

        return Task.CompletedTask;
    }
}
