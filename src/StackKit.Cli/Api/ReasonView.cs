namespace StackKit.Cli.Api;

/// <summary>Why a rollout is where it is.</summary>
internal sealed record ReasonView
{
    public string? Code { get; init; }

    public string? Text { get; init; }
}
