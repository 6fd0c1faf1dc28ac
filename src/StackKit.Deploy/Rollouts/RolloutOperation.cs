namespace StackKit.Deploy;

/// <summary>An operation on the outside world, journalled before it is tried and after it ended.</summary>
public sealed record RolloutOperation
{
    /// <summary>Gets the key that is the same for every attempt at the same operation, so that a target can recognise a repetition.</summary>
    public required string Key { get; init; }

    /// <summary>Gets what it does.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>Gets the name of the hook, or the id of the instance; null for a new instance.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets the version it is about.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the ordinal of a new instance, from 0.</summary>
    public int Ordinal { get; init; }

    /// <summary>Gets how it stands.</summary>
    public OperationStatus Status { get; init; }

    /// <summary>Gets what came out: the error, or what the target wants to be remembered; null means nothing.</summary>
    public string? Detail { get; init; }
}
