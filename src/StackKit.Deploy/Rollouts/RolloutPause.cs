namespace StackKit.Deploy;

/// <summary>One reason why a rollout is paused.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Since">When it began, in UTC; for display only.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="Text">What was said about it; null means nothing.</param>
public sealed record RolloutPause(PauseReason Reason, DateTimeOffset Since, string Actor, string? Text);
