namespace StackKit.Deploy.AspNetCore.Problems;

/// <summary>Thrown when a request is refused by this package itself.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
