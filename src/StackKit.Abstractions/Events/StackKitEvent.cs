using System.Collections.Frozen;

namespace StackKit.Events;

/// <summary>Something that happened, worded for people and usable as an annotation.</summary>
public sealed record StackKitEvent
{
    /// <summary>Gets the identity of the event; the same event delivered twice has the same id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the package that reports it, such as <c>StackKit.Deploy</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Gets what kind of event it is, in lower-case words with dots, such as <c>rollout.promoted</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets what it happened to, such as the name of a service.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets when it happened, in UTC. For display only.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Gets how much attention it asks for.</summary>
    /// <value>The default is <see cref="EventSeverity.Information"/>.</value>
    public EventSeverity Severity { get; init; } = EventSeverity.Information;

    /// <summary>Gets one sentence for people.</summary>
    public required string Message { get; init; }

    /// <summary>Gets further facts by name.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = FrozenDictionary<string, string>.Empty;
}
