namespace StackKit.ArchitectureTests.Examples;

/// <summary>Has a parameter that callers may leave out.</summary>
public static class OptionalType
{
    public static int Add(int value, int step = 1) => value + step;
}
