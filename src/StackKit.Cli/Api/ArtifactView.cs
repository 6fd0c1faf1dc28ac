namespace StackKit.Cli.Api;

/// <summary>What exactly a version is.</summary>
internal sealed record ArtifactView
{
    public string? Uri { get; init; }

    public string? Checksum { get; init; }

    public override string ToString() => string.Join(' ', new[] { Uri, Checksum }.Where(static part => !string.IsNullOrEmpty(part)));
}
