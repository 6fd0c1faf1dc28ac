using System.Collections.Immutable;

namespace StackKit.Deploy.Store;

/// <summary>The version that was last seen to serve everybody, and where: what a rollback goes back to.</summary>
internal sealed record StableRecord(string Version, ImmutableArray<TargetInstance> Instances)
{
    public VersionArtifact? Artifact { get; init; }
}
