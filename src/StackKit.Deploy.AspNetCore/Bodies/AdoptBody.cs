using System.ComponentModel;
using System.Text.Json;

namespace StackKit.Deploy.AspNetCore.Bodies;

/// <summary>Why a store that has gone back in time is adopted.</summary>
internal sealed record AdoptBody
{
    [Description("Why; kept in the audit trail. At most 4,096 characters on one line.")]
    public required string Reason { get; init; }

    public static AdoptBody Read(JsonElement root) => new() { Reason = JsonMembers.Of(root, "", "reason").RequireLine("reason", CommandBody.MaximumReason) };
}
