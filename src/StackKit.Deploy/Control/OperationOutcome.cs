namespace StackKit.Deploy.Control;

/// <summary>How an operation that this process ran came out; not journalled yet.</summary>
internal sealed record OperationOutcome(string Key, OperationStatus Status, TargetInstance? Instance, string? Detail);
