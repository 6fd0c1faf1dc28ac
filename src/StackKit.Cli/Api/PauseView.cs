namespace StackKit.Cli.Api;

/// <summary>A reason why a rollout does not move on by itself.</summary>
internal sealed record PauseView
{
    public string? Reason { get; init; }

    public DateTimeOffset? Since { get; init; }

    public string? Actor { get; init; }

    public string? Text { get; init; }
}
