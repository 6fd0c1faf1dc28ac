namespace StackKit.ArchitectureTests.Packages;

/// <summary>A log message and its id.</summary>
internal sealed record EventIdUse(string Package, string Method, int Id);
