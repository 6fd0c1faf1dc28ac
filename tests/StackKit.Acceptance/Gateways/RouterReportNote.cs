namespace StackKit.Acceptance.Gateways;

/// <summary>What a live router says in the store.</summary>
/// <param name="Instance">Its instance id.</param>
/// <param name="Generation">The generation that it acknowledges.</param>
internal sealed record RouterReportNote(string Instance, long Generation);
