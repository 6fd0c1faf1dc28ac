namespace StackKit.ArchitectureTests.Examples;

/// <summary>Has a field that everybody can write.</summary>
public struct FieldType
{
#pragma warning disable CA1051 // what the rule must find
    public int Value;
#pragma warning restore CA1051
}
