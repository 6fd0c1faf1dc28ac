using StackKit.Benchmarks.Harness;

namespace StackKit.Benchmarks.Floors;

/// <summary>What no random pick can do without: a random number of the thread, and one indexed read through a published reference.</summary>
internal sealed class RandomIndex() : Candidate("floor: thread-static wyrand + volatile index")
{
    private static string[] s_published = new string[16];

    public override void Run(int operations)
    {
        string? last = null;
        for (int i = 0; i < operations; i++)
        {
            last = Volatile.Read(ref s_published)[ThreadGenerators.Wyrand() >> 60];
        }

        Sink.Keep(last);
    }
}
