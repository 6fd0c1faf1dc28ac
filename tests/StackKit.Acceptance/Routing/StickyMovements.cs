using StackKit.Acceptance.Harness;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>How many keys changes of weights move, compared with how many they must.</summary>
internal sealed class StickyMovements
{
    private const int Pairs = 1_000;
    private const int WidePairs = 100;
    private const int RivalPairs = 60;
    private const int MostVersions = 8;

    private double _largest;
    private int _cuts;

    public void Try(ScenarioRun run, StickyKeys keys, CancellationToken cancellationToken)
    {
        Random random = new(run.Seed);
        TryPairs(run, keys, random, cancellationToken);
        TryRivals(run, keys, random);
    }

    private void TryPairs(ScenarioRun run, StickyKeys keys, Random random, CancellationToken cancellationToken)
    {
        for (int i = 0; i < Pairs; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TryPair(run, keys, random, versions: 2 + (i % (MostVersions - 1)));
        }

        run.Figure("pairs", Pairs);
        run.Figure("largest-difference-in-slots", _largest);
        run.Figure("a-third-version-cut-a-slot", _cuts);
        _largest = 0;
        for (int i = 0; i < WidePairs; i++)
        {
            TryPair(run, keys, random, versions: MostVersions + 1 + (i % 8));
        }

        run.Figure("largest-difference-in-slots-9-to-16", _largest);
    }

    private void TryPair(ScenarioRun run, StickyKeys keys, Random random, int versions)
    {
        double[] from = Draw(random, versions);
        double[] to = Draw(random, versions);
        Router router = new("sticky");
        router.SetSplit(keys.CreateSplit(from));
        byte[] before = keys.Assign(router);
        router.SetSplit(keys.CreateSplit(to));
        StickyMove move = StickyMove.Between(before, keys.Assign(router), from, to);

        // Two versions are divided at a point, which may lie within a slot; with a third version the whole slot goes to one of them.
        bool mayCut = from.Count(weight => weight > 0) == 2 && from.Zip(to).Count(pair => pair.First + pair.Second > 0) > 2;
        _cuts += move.Slots - move.Least;
        run.Check(move.Slots - move.Least <= (mayCut ? 1 : 0), $"{move.Slots} slots moved where {move.Least} must: from {Show(from)} to {Show(to)}.");

        double difference = move.Excess * StickyKeys.Slots;
        run.Check(difference <= 2, $"{difference:0.00} slots more or fewer than the distance moved: from {Show(from)} to {Show(to)}.");
        _largest = Math.Max(_largest, difference);
    }

    private static void TryRivals(ScenarioRun run, StickyKeys keys, Random random)
    {
        double least = 0;
        double rendezvous = 0;
        double intervals = 0;
        for (int i = 0; i < RivalPairs; i++)
        {
            int versions = 3 + (i % (MostVersions - 2));
            double[] from = Draw(random, versions);
            double[] to = Draw(random, versions);
            least += StickyMove.Distance(from, to);
            rendezvous += Share(StickyRivals.Rendezvous(keys.Hashes, from), StickyRivals.Rendezvous(keys.Hashes, to));
            intervals += Share(StickyRivals.Intervals(keys.Hashes, from), StickyRivals.Intervals(keys.Hashes, to));
        }

        run.Figure("rendezvous-moves", rendezvous / least);
        run.Figure("intervals-move", intervals / least);
        run.Check(rendezvous > 1.05 * least && intervals > 1.05 * least, $"The control is no control: rendezvous moves {rendezvous / least:0.00} and intervals {intervals / least:0.00} times what they must.");
    }

    /// <summary>Draws weights, a fifth of them 0 but not all.</summary>
    private static double[] Draw(Random random, int versions)
    {
        int certain = random.Next(versions);
        return [.. Enumerable.Range(0, versions).Select(i => i != certain && random.Next(5) == 0 ? 0 : -Math.Log(1 - random.NextDouble()))];
    }

    private static string Show(double[] weights) => string.Join('/', weights.Select(weight => $"{weight:0.####}"));

    private static double Share(byte[] before, byte[] after) => before.Zip(after).Count(pair => pair.First != pair.Second) / (double)before.Length;
}
