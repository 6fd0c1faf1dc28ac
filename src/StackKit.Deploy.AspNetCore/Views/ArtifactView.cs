using System.ComponentModel;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>What exactly a version is.</summary>
internal sealed record ArtifactView
{
    [Description("The path or URI of what runs; at most 1,024 characters.")]
    public required string Uri { get; init; }

    [Description("Its checksum with the name of the algorithm; at most 1,024 characters.")]
    public string? Checksum { get; init; }

    public static ArtifactView? Of(VersionArtifact? artifact) => artifact is null ? null : new ArtifactView { Uri = artifact.Uri, Checksum = artifact.Checksum };

    public VersionArtifact ToArtifact() => new() { Uri = Uri, Checksum = Checksum };
}
