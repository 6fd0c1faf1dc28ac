namespace StackKit.Cli.Api;

/// <summary>An error as the server describes it, RFC 9457.</summary>
internal sealed record ProblemView
{
    public string? Title { get; init; }

    public string? Detail { get; init; }

    public string? Code { get; init; }

    public Dictionary<string, string[]>? Errors { get; init; }
}
