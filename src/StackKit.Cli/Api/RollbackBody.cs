namespace StackKit.Cli.Api;

/// <summary>What going back is asked for with; without a version it is to the one before.</summary>
internal sealed record RollbackBody(string? Version, string? Reason);
