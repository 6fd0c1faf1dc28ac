namespace StackKit.Acceptance.Gateways;

/// <summary>Who a gateway is and where it listens; its first line of output.</summary>
/// <param name="Address">For users.</param>
/// <param name="Control">For the test.</param>
/// <param name="Instance">The instance id of its router.</param>
internal sealed record GatewayPorts(Uri Address, Uri Control, string Instance);
