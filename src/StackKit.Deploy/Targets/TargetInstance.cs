using System.Collections.Frozen;

namespace StackKit.Deploy;

/// <summary>A running instance of a service, as its target sees it.</summary>
public sealed record TargetInstance
{
    /// <summary>Gets its identity: unique in the service, unchanged when it is upgraded in place.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the version that it runs.</summary>
    public required string Version { get; init; }

    /// <summary>Gets where it is reached, such as <c>http://127.0.0.1:5001/</c>; null when somebody else tells the routers.</summary>
    public string? Address { get; init; }

    /// <summary>Gets a value indicating whether it can take requests.</summary>
    public bool Ready { get; init; } = true;

    /// <summary>Gets what the target wants to be remembered, such as a process id.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = FrozenDictionary<string, string>.Empty;
}
