namespace StackKit.Deploy.Store;

/// <summary>What makes epochs go on rising when the store begins to count anew.</summary>
/// <param name="Base">Added to the fencing token of every leader.</param>
internal sealed record RoutingTerm(long Base);
