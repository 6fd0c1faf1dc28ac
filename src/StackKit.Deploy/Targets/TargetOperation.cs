namespace StackKit.Deploy;

/// <summary>What a target is asked to do.</summary>
public sealed record TargetOperation
{
    /// <summary>Gets the key of the operation. It is the same when the operation is repeated after a crash or an error, and different otherwise.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the version that is wanted, or, when an instance is retired, that it runs.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the ordinal of a new instance among those of its version, from 0.</summary>
    public int Ordinal { get; init; }
}
