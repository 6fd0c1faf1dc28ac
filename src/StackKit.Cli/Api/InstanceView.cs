namespace StackKit.Cli.Api;

/// <summary>An instance of a version.</summary>
internal sealed record InstanceView
{
    public string? Id { get; init; }

    public string? Version { get; init; }

    public string? Address { get; init; }

    public string? Stage { get; init; }

    public bool? Ready { get; init; }
}
