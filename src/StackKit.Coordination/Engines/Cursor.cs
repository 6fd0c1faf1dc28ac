namespace StackKit.Coordination;

/// <summary>A position in the history of a store. Only the engine that gave it knows what it means.</summary>
/// <param name="Value">The position in the engine's own form. Never empty.</param>
public sealed record Cursor(string Value);
