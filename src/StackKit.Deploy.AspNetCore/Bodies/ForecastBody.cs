using System.ComponentModel;
using System.Text.Json;

namespace StackKit.Deploy.AspNetCore.Bodies;

/// <summary>The release that is forecast.</summary>
internal sealed record ForecastBody
{
    [Description("The version: 1 to 63 letters, digits, dots, dashes or underscores.")]
    public required string Version { get; init; }

    public static ForecastBody Read(JsonElement root) => new() { Version = JsonMembers.Of(root, "", "version").RequireName("version") };
}
