using System.ComponentModel;
using System.Text.Json;

namespace StackKit.Deploy.AspNetCore.Bodies;

/// <summary>How a gate is answered.</summary>
internal sealed record GateBody
{
    [Description("Why; kept in the audit trail. At most 4,096 characters on one line.")]
    public required string Reason { get; init; }

    [Description("The rollout that is meant; refused with 409 when another one is the current one.")]
    public string? RolloutId { get; init; }

    public static GateBody Read(JsonElement root)
    {
        JsonMembers members = JsonMembers.Of(root, "", "reason", "rolloutId");
        return new GateBody { Reason = members.RequireLine("reason", CommandBody.MaximumReason), RolloutId = members.FindName("rolloutId") };
    }
}
