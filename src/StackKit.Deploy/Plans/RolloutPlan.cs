using System.Collections.Immutable;
using StackKit.Deploy.Analysis;
using StackKit.Routing;

namespace StackKit.Deploy;

/// <summary>What a rollout will do: the steps of its strategy and the settings of its service as they were when it was created.</summary>
public sealed record RolloutPlan
{
    /// <summary>Gets the name of the strategy that built the steps.</summary>
    public required string Strategy { get; init; }

    /// <summary>Gets the steps, in order.</summary>
    public required ImmutableArray<RolloutStep> Steps { get; init; }

    /// <summary>Gets where candidate instances come from.</summary>
    public RolloutShape Shape { get; init; }

    /// <summary>Gets how requests are divided.</summary>
    public SplitMode Mode { get; init; }

    /// <summary>Gets how many instances serve a service that has none yet.</summary>
    public int Instances { get; init; } = 1;

    /// <summary>Gets how many instances of the candidate there are before it is promoted.</summary>
    public int CandidateInstances { get; init; } = 1;

    /// <summary>Gets the hooks that must pass before the first user reaches the candidate.</summary>
    public ImmutableArray<string> Verify { get; init; } = [];

    /// <summary>Gets how long the candidate serves everybody before the stable version is stopped.</summary>
    public TimeSpan BakeTime { get; init; }

    /// <summary>Gets how long a version or an instance may take to finish its requests.</summary>
    public TimeSpan DrainTimeout { get; init; }

    /// <summary>Gets how long the rollout may go without progress; waiting on purpose does not count.</summary>
    public TimeSpan ProgressDeadline { get; init; }

    /// <summary>Gets how many user requests may fail because of the candidate; null means no limit.</summary>
    public long? HarmBudget { get; init; }

    /// <summary>Gets how evidence is judged.</summary>
    public required AnalysisOptions Analysis { get; init; }
}
