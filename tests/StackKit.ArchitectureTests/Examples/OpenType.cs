namespace StackKit.ArchitectureTests.Examples;

/// <summary>Neither sealed nor abstract.</summary>
public class OpenType;
