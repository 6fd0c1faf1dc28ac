using System.ComponentModel;
using System.Text.Json;

namespace StackKit.Deploy.AspNetCore.Bodies;

/// <summary>What is asked of the rollout under way.</summary>
internal sealed record CommandBody
{
    /// <summary>The longest reason, in characters.</summary>
    public const int MaximumReason = 4096;

    [Description("Why; kept in the audit trail. At most 4,096 characters on one line.")]
    public string? Reason { get; init; }

    [Description("The rollout that is meant; refused with 409 when another one is the current one.")]
    public string? RolloutId { get; init; }

    public static CommandBody Read(JsonElement root)
    {
        JsonMembers members = JsonMembers.Of(root, "", "reason", "rolloutId");
        return new CommandBody { Reason = members.FindLine("reason", MaximumReason), RolloutId = members.FindName("rolloutId") };
    }
}
