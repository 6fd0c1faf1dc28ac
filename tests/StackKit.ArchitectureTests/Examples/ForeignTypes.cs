namespace StackKit.ArchitectureTests.Examples;

/// <summary>Shows the types of a library in every way that a signature can.</summary>
public sealed class ForeignTypes
{
    public FactAttribute? Property => null;

    public void Parameter(ref FactAttribute? config) => config = Property;

    public Task<IReadOnlyList<FactAttribute>> NestedArgument() => Task.FromResult<IReadOnlyList<FactAttribute>>([]);

    public T? Constraint<T>()
        where T : FactAttribute => null;

    public FactAttribute[] Array() => [];
}
