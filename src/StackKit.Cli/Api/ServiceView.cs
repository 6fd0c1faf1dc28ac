namespace StackKit.Cli.Api;

/// <summary>A service as the server describes it. Unknown members are ignored and missing ones are null: server and tool may be of different versions.</summary>
internal sealed record ServiceView
{
    public string? Name { get; init; }

    public string? Stable { get; init; }

    public string? Store { get; init; }

    public RolloutView? Rollout { get; init; }
}
