using System.ComponentModel;
using System.Text.Json.Serialization;
using StackKit.Coordination;

namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>A service that is released by this application.</summary>
internal sealed record ServiceView
{
    public required string Name { get; init; }

    [Description("The version that serves by what the last rollout and the settings say; left out when they say nothing.")]
    public string? Stable { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<StoreHealth>))]
    [Description("How far this process can trust what it knows. Unless it is Live, the rollout is the last one known.")]
    public required StoreHealth Store { get; init; }

    public RolloutView? Rollout { get; init; }
}
