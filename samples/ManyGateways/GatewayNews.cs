namespace ManyGateways;

/// <summary>How a gateway stands.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Ready">Whether its health check lets users in.</param>
/// <param name="Leads">Whether it leads the releases.</param>
/// <param name="Generation">The generation of the routing that its router has applied.</param>
/// <param name="Weights">How it divides requests.</param>
internal sealed record GatewayNews(string Address, bool Ready, bool Leads, long Generation, string Weights);
