namespace StackKit.Benchmarks.Routing;

/// <summary>Something to time: runs its operation a number of times.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Run">Runs the operation so often, in a loop of its own.</param>
internal sealed record Candidate(string Name, Action<int> Run);
