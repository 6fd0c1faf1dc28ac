namespace StackKit.Cli.Api;

/// <summary>What a command is given with; the rollout is a guard.</summary>
internal sealed record CommandBody(string? Reason, string? RolloutId);
