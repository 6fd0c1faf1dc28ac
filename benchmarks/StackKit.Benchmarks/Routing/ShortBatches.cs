using System.Diagnostics;

namespace StackKit.Benchmarks.Routing;

/// <summary>Times candidates in short interleaved batches and keeps the least: on a busy machine the only figure that repeats.</summary>
internal static class ShortBatches
{
    private const int Rounds = 4000;
    private const int WarmUpRounds = 300;
    private const double TargetMicroseconds = 30;

    /// <summary>Gets the nanoseconds and bytes per operation of each candidate.</summary>
    public static Dictionary<string, (double Nanoseconds, double Bytes)> Measure(IReadOnlyList<Candidate> candidates)
    {
        int[] operations = [.. candidates.Select(Calibrate)];
        double[] best = [.. candidates.Select(_ => double.MaxValue)];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < candidates.Count; i++)
            {
                long started = Stopwatch.GetTimestamp();
                candidates[i].Run(operations[i]);
                best[i] = Math.Min(best[i], Stopwatch.GetElapsedTime(started).TotalNanoseconds / operations[i]);
            }
        }

        return candidates.Select((candidate, i) => (candidate, i)).ToDictionary(c => c.candidate.Name, c => (best[c.i], Bytes(c.candidate)), StringComparer.Ordinal);
    }

    private static int Calibrate(Candidate candidate)
    {
        for (int round = 0; round < WarmUpRounds; round++)
        {
            candidate.Run(1000);
        }

        double best = double.MaxValue;
        for (int round = 0; round < 50; round++)
        {
            long started = Stopwatch.GetTimestamp();
            candidate.Run(1000);
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMicroseconds / 1000);
        }

        return Math.Max(100, (int)(TargetMicroseconds / best));
    }

    private static double Bytes(Candidate candidate)
    {
        const int operations = 100_000;
        long before = GC.GetAllocatedBytesForCurrentThread();
        candidate.Run(operations);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)operations;
    }
}
