using StackKit.Acceptance.Harness;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>RT-EXACT: an exact split is exact over few requests, from the first one on, and while weights are refreshed.</summary>
public sealed class ExactScenario : IScenario
{
    private const int RoutersEach = 400;
    private const int Picks = 10_000;
    private const double MostAt100 = 3;
    private const double MostAnywhere = 4.5;

    private const int FreshRouters = 100_000;
    private const double Level = 1e-4; // of the one chi-square test: a right product fails with one in ten thousand seeds

    private const int Refreshes = 2_000;
    private const int PicksPerRefresh = 5;

    private static readonly double[] s_tenPercent = [90, 10];

    /// <inheritdoc/>
    public string Id => "RT-EXACT";

    /// <inheritdoc/>
    public string Statement => "Exact splits of 2, 10 and 16: off by at most 3 after 100 requests and 4.5 after any number up to 10,000; the first is unbiased; 10 % stay 10 % when refreshed every 5 requests, where round robins starve; two routers are independent.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        ThreadRandom.Reset((ulong)run.Seed);
        Random random = new(run.Seed);
        foreach (int versions in new[] { 2, 10, 16 })
        {
            cancellationToken.ThrowIfCancellationRequested();
            TryDeviations(run, versions, random);
        }

        TryFirstPicks(run);
        TryRefreshes(run);
        RouterPairs.Try(run);
        return Task.CompletedTask;
    }

    private static void TryDeviations(ScenarioRun run, int versions, Random random)
    {
        Deviation exact = default;
        Deviation independent = default;
        for (int i = 0; i < RoutersEach; i++)
        {
            // Every other one far from even.
            double[] weights = [.. Enumerable.Range(0, versions).Select(_ => Math.Pow(-Math.Log(1 - random.NextDouble()), i % 2 == 0 ? 1 : 3))];
            weights = versions == 2 && i % 4 == 0 ? s_tenPercent : weights;
            exact = exact.Or(Deviation.Measure(SplitMode.Exact, weights, Picks));
            independent = i > 10 ? independent : independent.Or(Deviation.Measure(SplitMode.Random, weights, Picks));
        }

        run.Figure($"n{versions}-at-100", exact.At100);
        run.Figure($"n{versions}-anywhere", exact.Anywhere);
        run.Figure($"n{versions}-at-random", $"{independent.At100:0.#}/{independent.Anywhere:0.#}");
        run.Check(exact.At100 <= MostAt100, $"{versions} versions: a count is off by {exact.At100:0.##} after 100 picks.");
        run.Check(exact.Anywhere <= MostAnywhere, $"{versions} versions: a count is off by {exact.Anywhere:0.##}.");
        run.Check(independent.At100 > MostAt100 && independent.Anywhere > MostAnywhere, $"The control is no control: {versions} versions at random are off by {independent} only.");
    }

    private static void TryFirstPicks(ScenarioRun run)
    {
        double[] weights = [60, 30, 10];
        long[] counts = new long[weights.Length];
        long[] scheduled = new long[weights.Length];
        for (int i = 0; i < FreshRouters; i++)
        {
            counts[Deviation.IndexOf(Deviation.CreateRouter(SplitMode.Exact, weights))]++;
            scheduled[new SmoothRoundRobin(weights).Next()]++;
        }

        double p = ChiSquare.PValue(counts, weights);
        double control = ChiSquare.PValue(scheduled, weights);
        run.Figure("first-picks", string.Join('/', counts));
        run.Figure("first-picks-p", p);
        run.Check(p > Level, $"The first picks of {FreshRouters} routers are {string.Join('/', counts)} of 60/30/10: p = {p:E2}.");
        run.Check(control < Level, $"The control is no control: first picks of a round robin give p = {control:E2}.");
    }

    private static void TryRefreshes(ScenarioRun run)
    {
        Router router = Deviation.CreateRouter(SplitMode.Exact, s_tenPercent);
        int exact = 0;
        int smooth = 0;
        int deadline = 0;
        for (int i = 0; i < Refreshes; i++)
        {
            router.SetSplit(Deviation.CreateSplit(SplitMode.Exact, s_tenPercent));
            exact += Count(() => Deviation.IndexOf(router));
            smooth += Count(new SmoothRoundRobin(s_tenPercent).Next);
            deadline += Count(new EarliestDeadline(s_tenPercent).Next);
        }

        const int Total = Refreshes * PicksPerRefresh;
        run.Figure("refreshed-share", (double)exact / Total);
        run.Figure("refreshed-share-smooth-round-robin", (double)smooth / Total);
        run.Figure("refreshed-share-earliest-deadline", (double)deadline / Total);
        run.Check(Math.Abs(exact - (0.1 * Total)) <= MostAnywhere, $"Refreshed every {PicksPerRefresh} picks, 10 % got {exact} of {Total}.");
        run.Check(Math.Max(smooth, deadline) < 0.05 * Total, $"The control is no control: the round robins gave {smooth} and {deadline} of {Total}.");
    }

    private static int Count(Func<int> next) => Enumerable.Range(0, PicksPerRefresh).Count(_ => next() == 1);
}
