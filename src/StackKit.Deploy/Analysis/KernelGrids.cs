namespace StackKit.Deploy.Analysis;

/// <summary>The alternatives that a kernel averages over: how many times as often as the null allows the candidate has events.</summary>
internal static class KernelGrids
{
    /// <summary>Gets the grid of error evidence for a rollback: from a quarter more to fifty times as many.</summary>
    public static ReadOnlySpan<double> ErrorRollback => [1.25, 1.5, 2, 3, 5, 10, 20, 50];

    /// <summary>Gets the grid of latency evidence for a rollback; finer, because half of all requests exceed the median.</summary>
    public static ReadOnlySpan<double> LatencyRollback => [1.1, 1.25, 1.5, 2, 3, 5, 10, 20];

    /// <summary>Gets the grid of evidence for a promotion: from no events at all to seven tenths of what the null claims.</summary>
    public static ReadOnlySpan<double> Promote => [0, 0.1, 0.25, 0.5, 0.7];
}
