using StackKit.Acceptance.Harness;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>RT-STICKY: a sticky key moves only when it must, and to the same version on every node.</summary>
public sealed class StickyScenario : IScenario
{
    internal const string Name = "RT-STICKY";

    private const int Users = 200_000;
    private const double Level = 1e-4; // of each of the four tests on fixed seeds

    /// <inheritdoc/>
    public string Id => Name;

    /// <inheritdoc/>
    public string Statement => "A change of weights moves the total variation distance to within 2 of 65,536 slots, n / 2 for n above 4 versions; a ramp flips each slot once, a roll-back restores all; three processes agree; two salts are independent.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        if (await StickyProcesses.TryAnswerAsync(run, cancellationToken))
        {
            return;
        }

        StickyKeys keys = new($"salt {run.Seed}");
        new StickyMovements().Try(run, keys, cancellationToken);
        StickyRamps.Try(run, keys);
        await StickyProcesses.TryAsync(run, cancellationToken);
        TrySalts(run);
    }

    private static void TrySalts(ScenarioRun run)
    {
        double smallest = 1;
        foreach (double[] weights in new double[][] { [50, 50], [90, 10], [45, 10, 45], [20, 70, 10] })
        {
            Router one = CreateRouter($"experiment {run.Seed}", weights);
            double p = TestIndependence(one, CreateRouter($"experiment {run.Seed + 1}", weights));
            double control = TestIndependence(one, CreateRouter($"experiment {run.Seed}", weights));
            smallest = Math.Min(smallest, p);
            run.Check(p > Level, $"Two salts at {string.Join('/', weights)} hang together: p = {p:E2}.");
            run.Check(control < Level, $"The control is no control: with one salt at {string.Join('/', weights)} p = {control:E2}.");
        }

        run.Figure("two-salts-smallest-p", smallest);
    }

    private static double TestIndependence(Router one, Router other)
    {
        long[] counts = new long[4];
        for (int i = 0; i < Users; i++)
        {
            string user = $"user-{i}";
            counts[(IsCandidate(one, user) ? 2 : 0) + (IsCandidate(other, user) ? 1 : 0)]++;
        }

        return ChiSquare.Independence(counts[3], counts[2], counts[1], counts[0]);
    }

    private static bool IsCandidate(Router router, string user)
    {
        router.TryPick(user, out RouteDecision decision);
        return decision.Version[0] == 'B';
    }

    private static Router CreateRouter(string salt, double[] weights)
    {
        Router router = new("sticky");
        router.SetSplit(Deviation.CreateSplit(SplitMode.Sticky, weights) with { Salt = salt });
        return router;
    }
}
