namespace StackKit.Cli.Api;

/// <summary>What a release is asked for with.</summary>
internal sealed record StartBody(string Version, string? Reason, ArtifactView? Artifact);
