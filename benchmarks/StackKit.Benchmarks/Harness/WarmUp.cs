namespace StackKit.Benchmarks.Harness;

/// <summary>Runs candidates in turn until the compiler has optimised them.</summary>
/// <remarks>
/// A loop that is optimised before the methods it calls have been profiled may keep calls that it could have done without, at random
/// for each process. So the loops first run too seldom to be optimised themselves, with pauses in which the compiler, working in the
/// background, can profile and optimise what they call.
/// </remarks>
internal static class WarmUp
{
    private const int Stages = 6;
    private const int CallsPerStage = 4; // a method is optimised after 30 calls
    private const int Rounds = 500;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250); // counting starts when nothing new was compiled for 100 ms
    private static readonly TimeSpan s_perCandidate = TimeSpan.FromMilliseconds(80);

    public static void Run(IReadOnlyList<Candidate> candidates)
    {
        using ManualResetEventSlim never = new();
        for (int stage = 0; stage < Stages; stage++)
        {
            RunAll(candidates, CallsPerStage);
            never.Wait(s_pause);
        }

        // In time of the processor: on a busy machine the compiler gets no more of it than the candidates do.
        TimeSpan enough = Environment.CpuUsage.TotalTime + (s_perCandidate * candidates.Count);
        RunAll(candidates, Rounds);
        while (Environment.CpuUsage.TotalTime < enough)
        {
            RunAll(candidates, 1);
        }
    }

    private static void RunAll(IReadOnlyList<Candidate> candidates, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            foreach (Candidate candidate in candidates)
            {
                candidate.Run(candidate.MinOperations);
            }
        }
    }
}
