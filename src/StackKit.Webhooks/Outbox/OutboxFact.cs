namespace StackKit.Webhooks;

/// <summary>A further fact of an event.</summary>
internal sealed record OutboxFact(string Name, string Value);
