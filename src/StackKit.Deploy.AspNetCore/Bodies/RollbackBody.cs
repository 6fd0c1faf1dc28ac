using System.ComponentModel;
using System.Text.Json;

namespace StackKit.Deploy.AspNetCore.Bodies;

/// <summary>Where a service goes back to.</summary>
internal sealed record RollbackBody
{
    [Description("The version to go back to; left out or null, the one that served before the version that serves now.")]
    public string? Version { get; init; }

    [Description("Why; kept in the audit trail. At most 4,096 characters on one line.")]
    public string? Reason { get; init; }

    public static RollbackBody Read(JsonElement root)
    {
        JsonMembers members = JsonMembers.Of(root, "", "version", "reason");
        return new RollbackBody { Version = members.FindName("version"), Reason = members.FindLine("reason", CommandBody.MaximumReason) };
    }
}
