using System.ComponentModel;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>What exactly a version is.</summary>
internal sealed record ArtifactView(
    [property: Description("The path or URI of what runs; at most 1,024 characters.")] string Uri,
    [property: Description("Its checksum with the name of the algorithm; at most 1,024 characters.")] string? Checksum)
{
    public static ArtifactView? Of(VersionArtifact? artifact) => artifact is null ? null : new ArtifactView(artifact.Uri, artifact.Checksum);

    public VersionArtifact ToArtifact() => new() { Uri = Uri, Checksum = Checksum };
}
