using System.Diagnostics;

namespace StackKit.Benchmarks.Routing;

/// <summary>Times an operation on one thread and on two at once.</summary>
internal static class TwoThreads
{
    private const int Operations = 10_000;
    private const int Rounds = 2_000;

    /// <summary>Gets the nanoseconds per operation: the least on one thread, and the first decile of the slower of two that ran together.</summary>
    public static (double One, double Two) Measure(Action<int> run)
    {
        double one = double.MaxValue;
        for (int i = 0; i < Rounds / 4; i++)
        {
            long started = Stopwatch.GetTimestamp();
            run(Operations);
            one = Math.Min(one, Stopwatch.GetElapsedTime(started).TotalNanoseconds / Operations);
        }

        (long Start, long End)[] first = new (long, long)[Rounds];
        (long Start, long End)[] second = new (long, long)[Rounds];
        using Barrier barrier = new(2);
        Thread other = new(() => RunRounds(second));
        other.Start();
        RunRounds(first);
        other.Join();
        double[] slower = [.. first.Zip(second).Where(pair => Overlap(pair.First, pair.Second) >= 0.9).Select(pair => Math.Max(Nanoseconds(pair.First), Nanoseconds(pair.Second))).Order()];
        return (one, slower.Length == 0 ? double.NaN : slower[slower.Length / 10]);

        void RunRounds((long Start, long End)[] rounds)
        {
            for (int i = 0; i < rounds.Length; i++)
            {
                barrier.SignalAndWait();
                long start = Stopwatch.GetTimestamp();
                run(Operations);
                rounds[i] = (start, Stopwatch.GetTimestamp());
            }
        }
    }

    private static double Nanoseconds((long Start, long End) round) => Stopwatch.GetElapsedTime(round.Start, round.End).TotalNanoseconds / Operations;

    private static double Overlap((long Start, long End) a, (long Start, long End) b) =>
        (Math.Min(a.End, b.End) - Math.Max(a.Start, b.Start)) / (double)Math.Max(a.End - a.Start, b.End - b.Start);
}
