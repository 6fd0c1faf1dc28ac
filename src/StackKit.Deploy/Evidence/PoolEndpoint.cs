namespace StackKit.Deploy.Evidence;

/// <summary>One instance in a pool.</summary>
internal sealed record PoolEndpoint(string Id, string Address, bool Draining);
