using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Routing;

/// <summary>RT-REALTIME: what an update removed is in no pick that starts after the update has returned.</summary>
public sealed class RealTimeScenario : IScenario
{
    /// <inheritdoc/>
    public string Id => "RT-REALTIME";

    /// <inheritdoc/>
    public string Statement => "2 threads x 5 s, on all processors and on one, under forced collections: nothing is picked whose removal had returned; readers that keep a snapshot are found out.";

    /// <inheritdoc/>
    public bool Quick => true;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        RealTimeRun.Try(run, TimeSpan.FromSeconds(5), cancellationToken);
        return Task.CompletedTask;
    }
}
