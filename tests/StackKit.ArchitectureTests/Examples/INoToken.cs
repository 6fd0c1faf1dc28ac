namespace StackKit.ArchitectureTests.Examples;

/// <summary>Cannot be cancelled.</summary>
public interface INoToken
{
    Task<int> RunAsync(string name);
}
