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

    /// <summary>Gets the rollout before, whose last events may not have reached every sink; null when there was none.</summary>
    public string? Earlier { get; init; }

    /// <summary>Gets the last event of that rollout that every sink has been told about.</summary>
    public long EarlierPublished { get; init; }

    /// <summary>Gets the progress with what the sinks have been told by now.</summary>
    public RolloutProgress Told(EventPublisher publisher) => this with
    {
        Published = publisher.PublishedOf(RolloutId),
        EarlierPublished = Earlier is null ? 0 : Math.Max(EarlierPublished, publisher.PublishedOf(Earlier)),
    };
}
