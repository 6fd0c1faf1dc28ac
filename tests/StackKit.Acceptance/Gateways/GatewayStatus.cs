namespace StackKit.Acceptance.Gateways;

/// <summary>How a gateway stands.</summary>
internal sealed record GatewayStatus
{
    public required long Epoch { get; init; }

    public required long Generation { get; init; }

    public required string Health { get; init; }

    /// <summary>Gets how many requests it routed to each version.</summary>
    public required IReadOnlyDictionary<string, long> Routed { get; init; }

    /// <summary>Gets when it last routed one to each version, as a time stamp of this machine's monotonic clock.</summary>
    public required IReadOnlyDictionary<string, long> LastRouted { get; init; }
}
