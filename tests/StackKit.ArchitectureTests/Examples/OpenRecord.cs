namespace StackKit.ArchitectureTests.Examples;

/// <summary>Neither sealed nor abstract.</summary>
public record OpenRecord(string Name);
