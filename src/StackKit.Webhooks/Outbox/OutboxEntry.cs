using StackKit.Events;

namespace StackKit.Webhooks;

/// <summary>An event that waits for one endpoint, as it is stored. Every text in it is bounded and well-formed.</summary>
internal sealed record OutboxEntry
{
    private const int MaximumName = 256;
    private const int MaximumMessage = 4_096;
    private const int MaximumAttributes = 32;
    private const int MaximumAttributeName = 128;
    private const int MaximumAttributeValue = 1_024;

    public required string Id { get; init; }

    public required string Source { get; init; }

    public required string Kind { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required EventSeverity Severity { get; init; }

    public required string Message { get; init; }

    /// <summary>Gets further facts, sorted, so that every repetition is written alike.</summary>
    public required IReadOnlyList<OutboxFact> Facts { get; init; }

    /// <summary>Gets when the event was put into the outbox, by the clock of the process that did so.</summary>
    public required DateTimeOffset Stored { get; init; }

    public static OutboxEntry Create(StackKitEvent told, DateTimeOffset now) => new()
    {
        Id = BoundedText.Clip(told.Id, MaximumName),
        Source = BoundedText.Clip(told.Source, MaximumName),
        Kind = BoundedText.Clip(told.Kind, MaximumName),
        Subject = BoundedText.Clip(told.Subject, MaximumName),
        Time = told.Time.ToUniversalTime(),
        Severity = told.Severity,
        Message = BoundedText.Clip(told.Message, MaximumMessage),
        Facts =
        [
            .. told.Attributes.OrderBy(static fact => fact.Key, StringComparer.Ordinal).Take(MaximumAttributes)
                .Select(static fact => new OutboxFact(BoundedText.Clip(fact.Key, MaximumAttributeName), BoundedText.Clip(fact.Value, MaximumAttributeValue)))
                .DistinctBy(static fact => fact.Name, StringComparer.Ordinal),
        ],
        Stored = now,
    };
}
