namespace StackKit.Cli.Api;

/// <summary>A list as the server wraps it.</summary>
internal sealed record ItemsView<T>
{
    public IReadOnlyList<T>? Items { get; init; }
}
