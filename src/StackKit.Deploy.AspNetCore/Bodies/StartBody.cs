using System.ComponentModel;
using System.Text.Json;
using StackKit.Deploy.AspNetCore.Views;

namespace StackKit.Deploy.AspNetCore.Bodies;

/// <summary>The release that is asked for.</summary>
internal sealed record StartBody
{
    [Description("The version: 1 to 63 letters, digits, dots, dashes or underscores.")]
    public required string Version { get; init; }

    [Description("Why; kept in the audit trail. At most 4,096 characters on one line.")]
    public string? Reason { get; init; }

    [Description("What exactly the version is; left out, the target is asked.")]
    public ArtifactView? Artifact { get; init; }

    public static StartBody Read(JsonElement root)
    {
        JsonMembers members = JsonMembers.Of(root, "", "version", "reason", "artifact");
        return new StartBody
        {
            Version = members.RequireName("version"),
            Reason = members.FindLine("reason", CommandBody.MaximumReason),
            Artifact = members.Find("artifact") is JsonElement artifact ? ReadArtifact(artifact) : null,
        };
    }

    private static ArtifactView ReadArtifact(JsonElement element)
    {
        JsonMembers members = JsonMembers.Of(element, "artifact", "uri", "checksum");
        return new ArtifactView(members.RequireLine("uri", VersionArtifact.MaximumLength), members.FindLine("checksum", VersionArtifact.MaximumLength));
    }
}
