namespace StackKit.Acceptance.Harness;

/// <summary>One acceptance scenario: a statement about StackKit that is tried on the real thing and answered with figures.</summary>
/// <remarks>Every public class that implements this interface and has a parameterless constructor is found by itself.</remarks>
public interface IScenario
{
    /// <summary>Gets the id, such as <c>P-C4</c>.</summary>
    string Id { get; }

    /// <summary>Gets the statement that must hold, in one line.</summary>
    string Statement { get; }

    /// <summary>Gets a value indicating whether the continuous build runs it.</summary>
    bool Quick { get; }

    /// <summary>Tries the statement.</summary>
    /// <param name="run">The seed, and where checks and figures go.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    Task RunAsync(ScenarioRun run, CancellationToken cancellationToken);
}
