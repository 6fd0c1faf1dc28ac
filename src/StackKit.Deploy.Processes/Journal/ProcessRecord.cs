namespace StackKit.Deploy.Processes.Journal;

/// <summary>What is remembered of an instance. Written before a process is started, so that one started just before a crash is found.</summary>
internal sealed record ProcessRecord
{
    public required string Id { get; init; }

    public required string Service { get; init; }

    public required string Version { get; init; }

    /// <summary>Gets the key of the operation that made it what it is.</summary>
    public required string OperationKey { get; init; }

    /// <summary>Gets the name of the start; null before the first one.</summary>
    public string? Start { get; init; }

    public int Port { get; init; }

    /// <summary>Gets the process; null while that is known to the process itself only.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Gets what tells the process from a later one with the same id.</summary>
    public string? ProcessMark { get; init; }

    /// <summary>Gets a value indicating whether it was ready once.</summary>
    public bool WasReady { get; init; }

    public string Address => FormattableString.Invariant($"http://127.0.0.1:{Port}/");
}
