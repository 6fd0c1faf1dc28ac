namespace StackKit.Deploy;

/// <summary>How a service goes back.</summary>
/// <param name="RolloutId">The rollout that does it: the one under way, or a new one.</param>
/// <param name="IsNewRollout">False when the stable version is still there and gets the traffic back at once; true when its instances are gone and have to be started again.</param>
/// <param name="Text">A sentence for people that says which of the two it is.</param>
public sealed record RollbackReceipt(string RolloutId, bool IsNewRollout, string Text);
