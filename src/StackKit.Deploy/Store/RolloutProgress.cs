using StackKit.Deploy.Analysis;
using StackKit.Deploy.Control;

namespace StackKit.Deploy.Store;

/// <summary>What grows between events: elapsed times and evidence. A successor goes on from it.</summary>
internal sealed record RolloutProgress
{
    public required string RolloutId { get; init; }

    public RolloutTimers Timers { get; init; } = RolloutTimers.Zero;

    public SequentialAnalysisState? Analysis { get; init; }

    public ThresholdAnalysisState? Threshold { get; init; }

    /// <summary>Gets what the evidence said when this was stored; for people who watch.</summary>
    public AnalysisReport? Report { get; init; }

    /// <summary>Gets the last event that every sink has been told about.</summary>
    public long Published { get; init; }
}
