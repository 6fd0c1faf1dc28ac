namespace StackKit.Routing;

/// <summary>What a data plane should do for one router.</summary>
/// <param name="Router">The name of the router.</param>
/// <param name="Split">The split, with the epoch and generation that fence it.</param>
/// <param name="Pools">The endpoints by version; empty when the data plane finds them by itself.</param>
public sealed record RoutingIntent(string Router, Split Split, IReadOnlyList<Pool> Pools);
