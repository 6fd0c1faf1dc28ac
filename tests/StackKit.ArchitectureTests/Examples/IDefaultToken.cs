namespace StackKit.ArchitectureTests.Examples;

/// <summary>Lets its callers forget the token.</summary>
public interface IDefaultToken
{
    ValueTask RunAsync(CancellationToken cancellationToken = default);
}
