using StackKit.Acceptance.Harness;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Requests that are divided by one router and then by another: what the first one chose must not say what the second one chooses.</summary>
internal static class RouterPairs
{
    private const int FreshPairs = 50_000;
    private const double Level = 1e-4;

    private const int Pairs = 400;
    private const int Picks = 10_000;
    private const double Suspect = 3.9; // standard deviations: independent choices go beyond in one pair of ten thousand

    // Steps are drawn at random, and two of them may be the same, or meet again after few picks: 3.7 % of all pairs. That 40 of 400 do has a probability of 1e-8.
    private const double MostSuspects = 0.1;

    private static readonly double[] s_half = [1, 1];

    public static void Try(ScenarioRun run)
    {
        double p = TestFirstPicks();
        double suspects = CountSuspects(CreatePair);
        double control = CountSuspects(CreateGoldenPair);
        run.Figure("pairs-first-picks-p", p);
        run.Figure("pairs-in-step", suspects);
        run.Figure("pairs-in-step-by-one-sequence", control);
        run.Check(p > Level, $"The first picks of two routers hang together: p = {p:E2}.");
        run.Check(suspects <= MostSuspects, $"Of {Pairs} pairs of routers {suspects:P1} are in step.");
        run.Check(control > 0.5, $"The control is no control: of {Pairs} pairs that share a step only {control:P1} are in step.");
        run.Check(Undisturbed(run.Seed), "The picks of one router change those of another.");
    }

    private static double TestFirstPicks()
    {
        long[] counts = new long[4];
        for (int i = 0; i < FreshPairs; i++)
        {
            (Func<int> first, Func<int> second) = CreatePair();
            counts[(2 * first()) + second()]++;
        }

        return ChiSquare.Independence(counts[0], counts[1], counts[2], counts[3]);
    }

    /// <summary>Gets the share of pairs whose common picks are further from the product of the shares than independent ones ever are.</summary>
    private static double CountSuspects(Func<(Func<int> First, Func<int> Second)> create)
    {
        int suspects = 0;
        for (int pair = 0; pair < Pairs; pair++)
        {
            (Func<int> first, Func<int> second) = create();
            int both = Enumerable.Range(0, Picks).Count(_ => first() + second() == 2);
            suspects += Math.Abs(both - (Picks / 4.0)) > Suspect * Math.Sqrt(Picks) / 4 ? 1 : 0;
        }

        return (double)suspects / Pairs;
    }

    private static (Func<int> First, Func<int> Second) CreatePair()
    {
        Router first = Deviation.CreateRouter(SplitMode.Exact, s_half);
        Router second = Deviation.CreateRouter(SplitMode.Exact, s_half);
        return (() => Deviation.IndexOf(first), () => Deviation.IndexOf(second));
    }

    // Two starts, one step: a counter each is not enough.
    private static (Func<int> First, Func<int> Second) CreateGoldenPair()
    {
        const ulong GoldenStep = 0x9E37_79B9_7F4A_7C15;
        ulong first = ThreadRandom.Next();
        ulong second = ThreadRandom.Next();
        return (() => (int)((first += GoldenStep) >> 63), () => (int)((second += GoldenStep) >> 63));
    }

    private static bool Undisturbed(int seed)
    {
        int[] alone = PickBeside(seed, others: 0);
        return alone.AsSpan().SequenceEqual(PickBeside(seed, others: 1)) && alone.AsSpan().SequenceEqual(PickBeside(seed, others: 7));
    }

    private static int[] PickBeside(int seed, int others)
    {
        ThreadRandom.Reset((ulong)seed + 1);
        (Func<int> first, Func<int> second) = CreatePair();
        int[] picks = new int[1_000];
        for (int i = 0; i < picks.Length; i++)
        {
            picks[i] = first();
            for (int other = 0; other < others; other++)
            {
                second();
            }
        }

        return picks;
    }
}
