using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Routing;

/// <summary>RT-FAIR: random picks follow the weights.</summary>
public sealed class FairScenario : IScenario
{
    private const int Picks = 10_000_000;
    private const int Swaps = 1_000;

    // 48 tests on either side: were all exactly right, one run in 100 of new seeds would fail.
    private const double Level = 1e-4;

    private static readonly (string Name, int Versions, int Endpoints)[] s_forms =
    [
        ("pool-2", 1, 2), ("pool-10", 1, 10), ("pool-100", 1, 100), ("pool-1000", 1, 1_000),
        ("split-2", 2, 0), ("split-10", 10, 0), ("split-16", 16, 0), ("split-10-of-pools-10", 10, 10),
    ];

    /// <inheritdoc/>
    public string Id => "RT-FAIR";

    /// <inheritdoc/>
    public string Statement => "Chi-square over 10^7 random picks, 2 to 1,000 destinations, 1, 2 and 8 threads, also across 1,000 swaps: 1e-4 < p < 1 - 1e-4; weights 1 % off and a sequence are found out.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        List<double> values = [];
        foreach ((string name, int versions, int endpoints) in s_forms)
        {
            foreach (int threads in new[] { 1, 2, 8 })
            {
                foreach (int swaps in new[] { 0, Swaps })
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    int seed = (run.Seed * 1_000) + values.Count;
                    FairForm form = FairForm.Create(name, versions, endpoints, seed);
                    double p = Test(form, threads, swaps, seed);
                    values.Add(p);
                    run.Check(p is > Level and < 1 - Level, $"{name}, {threads} threads, {swaps} swaps: p = {p:E2}.");
                }
            }

            run.Note($"{name}: p from {values.TakeLast(6).Min():0.####} to {values.TakeLast(6).Max():0.####}");
            TryControls(run, FairForm.Create(name, versions, endpoints, run.Seed), hasSequence: endpoints == 0 && versions > 2);
        }

        run.Figure("tests", values.Count);
        run.Figure("picks-each", Picks);
        run.Figure("smallest-p", values.Min());
        run.Figure("largest-p", values.Max());
        run.Figure("below-half", values.Count(p => p < 0.5));
        return Task.CompletedTask;
    }

    private static double Test(FairForm form, int threads, int swaps, int seed)
    {
        FairRun picks = new(form, threads, Picks, seed);
        return ChiSquare.PValue(swaps == 0 ? picks.Run() : picks.Run(swaps), form.Weights);
    }

    private static void TryControls(ScenarioRun run, FairForm form, bool hasSequence)
    {
        double distorted = Test(form.Distort(), threads: 1, swaps: 0, run.Seed);
        run.Check(distorted < Level, $"The control is no control: weights of {form.Name} 1 % off give p = {distorted:E2}.");
        if (hasSequence) // of two versions the counts are whole numbers: they cannot be closer to the weights than chance may bring them
        {
            double sequence = Test(form.Sequence(), threads: 1, swaps: 0, run.Seed);
            run.Check(sequence > 1 - Level, $"The control is no control: {form.Name} by a sequence gives p = {sequence:E2}.");
        }
    }
}
