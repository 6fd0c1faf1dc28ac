using System.Diagnostics;

namespace StackKit.Benchmarks.Harness;

/// <summary>Times candidates in short batches, all of them in every round, and keeps the least of each.</summary>
/// <remarks>
/// On a machine shared with others a long run measures the others. A batch of 30 µs often gets a core to itself, the least of
/// thousands repeats within a few per cent, and what disturbs one candidate of a round disturbs its neighbours too.
/// </remarks>
internal static class ShortBatches
{
    private const double BatchNanoseconds = 30_000;
    private const int MinRounds = 500;

    /// <summary>Measures candidates against each other.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="budget">How long to measure, warm-up apart.</param>
    public static Times Measure(IReadOnlyList<Candidate> candidates, TimeSpan budget)
    {
        WarmUp.Run(candidates);
        return Measure(candidates, [.. candidates.Select(Calibrate)], MinRounds, budget);
    }

    /// <summary>Measures candidates that are long enough to be timed one by one.</summary>
    public static Times MeasureSlow(IReadOnlyList<Candidate> candidates, TimeSpan budget) =>
        Measure(candidates, [.. candidates.Select(_ => 1)], minRounds: 100, budget);

    private static Times Measure(IReadOnlyList<Candidate> candidates, int[] operations, int minRounds, TimeSpan budget)
    {
        double[] least = [.. candidates.Select(_ => double.MaxValue)];
        long started = Stopwatch.GetTimestamp();
        for (int round = 0; round < minRounds || Stopwatch.GetElapsedTime(started) < budget; round++)
        {
            for (int i = 0; i < operations.Length; i++)
            {
                least[i] = Math.Min(least[i], Time(candidates[i], operations[i], round));
            }
        }

        Times times = new();
        for (int i = 0; i < least.Length; i++)
        {
            times[candidates[i]] = least[i];
        }

        return times;
    }

    /// <summary>Gets the nanoseconds per operation of one batch.</summary>
    public static double Time(Candidate candidate, int operations, int place)
    {
        long started = Stopwatch.GetTimestamp();
        candidate.RunAt(place, operations);
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / operations;
    }

    private static int Calibrate(Candidate candidate)
    {
        double least = double.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            least = Math.Min(least, Time(candidate, candidate.MinOperations, i));
        }

        return Math.Max(candidate.MinOperations, (int)(BatchNanoseconds / least));
    }
}
