namespace StackKit.ArchitectureTests.Examples;

/// <summary>Breaks no rule.</summary>
public interface IGoodToken
{
    Task Lost { get; }

    int Count(string name);

    IAsyncEnumerable<int> FollowAsync(string name, CancellationToken cancellationToken);
}
