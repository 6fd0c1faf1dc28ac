namespace StackKit.Deploy;

/// <summary>How a gate was answered.</summary>
/// <param name="Gate">The name of the gate.</param>
/// <param name="Approved">True when it was approved, false when it was rejected or expired.</param>
/// <param name="Actor">Who answered.</param>
/// <param name="Reason">Why; null means nothing was said.</param>
/// <param name="Step">The step that the gate belongs to, from 0.</param>
public sealed record GateAnswer(string Gate, bool Approved, string Actor, string? Reason, int Step);
