using System.Collections.Immutable;
using StackKit.Deploy.Analysis;
using StackKit.Deploy.Evidence;
using StackKit.Routing;

namespace StackKit.Deploy.Control;

/// <summary>Everything that the leader sees when it decides; gathered once, then only read.</summary>
internal sealed record RolloutObservation
{
    public ImmutableArray<RolloutCommand> Commands { get; init; } = [];

    /// <summary>Gets the reports of the routers that are live, by their leases.</summary>
    public ImmutableArray<RouterReport> Routers { get; init; } = [];

    public ImmutableArray<OperationOutcome> Outcomes { get; init; } = [];

    /// <summary>Gets how many times in a row the target listed no ready candidate.</summary>
    public int CandidateMissing { get; init; }

    public RolloutTimers Timers { get; init; } = RolloutTimers.Zero;

    /// <summary>Gets what the evidence says; null while there is no split to judge.</summary>
    public AnalysisReport? Analysis { get; init; }

    /// <summary>Gets what the gate of the current step says; null when nothing implements it.</summary>
    public GateCheck? Gate { get; init; }

    /// <summary>Gets what went wrong when metrics were measured or a gate was asked; null when everything answers.</summary>
    public string? DependencyError { get; init; }

    /// <summary>Gets what all data planes can do.</summary>
    public ShifterCapabilities Capabilities { get; init; } = ShifterCapabilities.Router;

    /// <summary>Gets what the target can do.</summary>
    public TargetShapes Shapes { get; init; }

    /// <summary>Gets the names of the hooks there are.</summary>
    public ImmutableArray<string> Hooks { get; init; } = [];

    public bool HasConverged(long generation) => !Routers.IsEmpty && Routers.All(r => r.Generation >= generation);

    public long InFlight(string version) => Routers.Sum(r => r.InFlight.GetValueOrDefault(version));

    public long InFlightOf(string instanceId) => Routers.Sum(r => r.EndpointInFlight.GetValueOrDefault(instanceId));
}
