namespace StackKit.Benchmarks.Harness;

/// <summary>Something to time. It runs its operation in a loop of its own, so that no call stands between the loop and what is measured.</summary>
/// <param name="name">What tables and charts call it.</param>
internal abstract class Candidate(string name)
{
    /// <summary>How many operations one invocation by BenchmarkDotNet makes.</summary>
    public const int Batch = 1_000;

    public string Name { get; } = name;

    /// <summary>Gets the fewest operations to time at once. Random work needs more of them: the least of small samples is merely the luckiest.</summary>
    public virtual int MinOperations => 100;

    /// <summary>Runs the operation so often, and leaves the last result in <see cref="Sink"/>.</summary>
    public abstract void Run(int operations);

    /// <summary>Runs at one of four places on the stack: at some a local lies across two cache lines, at others not, and none should be had by luck.</summary>
    public void RunAt(int place, int operations)
    {
        Span<byte> gap = stackalloc byte[16 * (1 + (place & 3))];
        gap[0] = (byte)place;
        Sink.Keep(gap[0]);
        Run(operations);
    }
}
