namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>How a service goes back.</summary>
internal sealed record RollbackView(string RolloutId, bool IsNewRollout, string Text);
