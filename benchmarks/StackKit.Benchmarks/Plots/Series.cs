using StackKit.Benchmarks.Harness;

namespace StackKit.Benchmarks.Plots;

/// <summary>One line of a chart: the same choice at several sizes.</summary>
/// <param name="Name">What the chart calls it.</param>
/// <param name="Create">Creates the candidate of a size.</param>
internal sealed record Series(string Name, Func<int, Candidate> Create)
{
    /// <summary>Gets a value indicating whether it is ours.</summary>
    public bool IsOurs { get; init; }
}
