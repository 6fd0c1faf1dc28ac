using StackKit.Coordination;
using StackKit.Testing;

namespace StackKit.PackageTests.Snippets;

/// <summary>Opens the in-memory engine for the engine suite.</summary>
public sealed class MyFixture : EngineFixture
{
    /// <inheritdoc/>
    public override ValueTask<ICoordinationEngine> OpenAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<ICoordinationEngine>(new InMemoryEngine(TimeProvider));
}
