using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Routing;

/// <summary>RT-REALTIME-60: as RT-REALTIME, for a minute each.</summary>
public sealed class RealTimeLongScenario : IScenario
{
    /// <inheritdoc/>
    public string Id => "RT-REALTIME-60";

    /// <inheritdoc/>
    public string Statement => "2 threads x 60 s, on all processors and on one, under forced collections: nothing is picked whose removal had returned; readers that keep a snapshot are found out.";

    /// <inheritdoc/>
    public bool Quick => false;

    /// <inheritdoc/>
    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        RealTimeRun.Try(run, TimeSpan.FromSeconds(60), cancellationToken);
        return Task.CompletedTask;
    }
}
