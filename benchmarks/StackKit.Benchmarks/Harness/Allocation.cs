namespace StackKit.Benchmarks.Harness;

/// <summary>Counts the bytes that an operation allocates.</summary>
internal static class Allocation
{
    /// <summary>Gets the bytes allocated by so many operations, after as many to warm up.</summary>
    public static long BytesOf(Candidate candidate, int operations)
    {
        candidate.Run(operations);
        long before = GC.GetAllocatedBytesForCurrentThread();
        candidate.Run(operations);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
