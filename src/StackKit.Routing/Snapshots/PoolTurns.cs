namespace StackKit.Routing;

/// <summary>Where the round robin of one version stands; kept while its pool is replaced.</summary>
internal sealed class PoolTurns
{
    public CycleCounter Cycle { get; } = new();

    public WeylSequence Sequence { get; } = new();
}
