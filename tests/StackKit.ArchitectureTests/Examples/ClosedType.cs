namespace StackKit.ArchitectureTests.Examples;

/// <summary>Breaks no rule.</summary>
public sealed class ClosedType
{
    public const int Constant = 1;

    public ValueTask RunAsync(CancellationToken cancellationToken = default) => new(Task.Delay(TimeSpan.FromMilliseconds(Constant), TimeProvider.System, cancellationToken));
}
