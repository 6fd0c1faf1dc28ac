using System.Diagnostics;

namespace StackKit.Benchmarks.Harness;

/// <summary>Times candidates on one thread and on two at once, all of them in every round.</summary>
/// <remarks>Only batches count in which the two threads overlapped for nine tenths of the time: else one of them had no rival.</remarks>
internal static class TwoThreads
{
    private const int Operations = 10_000;
    private const int MinChunks = 20;
    private const int RoundsPerChunk = 60;
    private const int EnoughBatches = 300;
    private const double MinOverlap = 0.9;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static Dictionary<Candidate, ThreadTimes> Measure(IReadOnlyList<Candidate> candidates)
    {
        WarmUp.Run(candidates);
        double[] one = [.. candidates.Select(_ => double.MaxValue)];
        List<double>[] two = [.. candidates.Select(_ => new List<double>())];
        long started = Stopwatch.GetTimestamp();
        for (int chunk = 0; chunk < MinChunks || (Array.Exists(two, batches => batches.Count < EnoughBatches) && Stopwatch.GetElapsedTime(started) < s_patience); chunk++)
        {
            for (int round = 0; round < RoundsPerChunk; round++)
            {
                for (int i = 0; i < one.Length; i++)
                {
                    one[i] = Math.Min(one[i], ShortBatches.Time(candidates[i], Operations, round));
                }
            }

            MeasureTogether(candidates, two);
        }

        return candidates.Select((candidate, i) => (candidate, i)).ToDictionary(c => c.candidate, c => new ThreadTimes(one[c.i], FirstDecile(two[c.i])));
    }

    private static void MeasureTogether(IReadOnlyList<Candidate> candidates, List<double>[] slower)
    {
        SpinBarrier barrier = new();
        (long Start, long End)[] mine = new (long, long)[RoundsPerChunk * candidates.Count];
        (long Start, long End)[] others = new (long, long)[mine.Length];
        Thread other = new(() => Run(others));
        other.Start();
        Run(mine);
        other.Join();
        for (int i = 0; i < mine.Length; i++)
        {
            if (Overlap(mine[i], others[i]) >= MinOverlap)
            {
                slower[i % candidates.Count].Add(Math.Max(Nanoseconds(mine[i]), Nanoseconds(others[i])));
            }
        }

        void Run((long Start, long End)[] batches)
        {
            for (int i = 0; i < batches.Length; i++)
            {
                barrier.Meet();
                long start = Stopwatch.GetTimestamp();
                candidates[i % candidates.Count].RunAt(i / candidates.Count, Operations);
                batches[i] = (start, Stopwatch.GetTimestamp());
            }
        }
    }

    private static double FirstDecile(List<double> values)
    {
        values.Sort();
        return values.Count == 0 ? double.NaN : values[values.Count / 10];
    }

    private static double Nanoseconds((long Start, long End) batch) => Stopwatch.GetElapsedTime(batch.Start, batch.End).TotalNanoseconds / Operations;

    private static double Overlap((long Start, long End) a, (long Start, long End) b) =>
        (Math.Min(a.End, b.End) - Math.Max(a.Start, b.Start)) / (double)Math.Max(a.End - a.Start, b.End - b.Start);
}
