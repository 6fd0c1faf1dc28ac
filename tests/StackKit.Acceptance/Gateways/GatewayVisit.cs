namespace StackKit.Acceptance.Gateways;

/// <summary>A request that did not get what it asked for.</summary>
/// <param name="Gateway">Where it was sent.</param>
/// <param name="From">When it was sent.</param>
/// <param name="To">When that was known.</param>
/// <param name="What">What came instead.</param>
internal sealed record GatewayVisit(GatewayProcess Gateway, long From, long To, string What);
