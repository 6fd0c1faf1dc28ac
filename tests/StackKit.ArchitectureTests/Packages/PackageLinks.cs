namespace StackKit.ArchitectureTests.Packages;

/// <summary>What a package depends on.</summary>
/// <param name="Name">The package.</param>
/// <param name="StackKit">The packages of StackKit that it references.</param>
/// <param name="Libraries">The other packages that its users get.</param>
internal sealed record PackageLinks(string Name, IReadOnlyList<string> StackKit, IReadOnlyList<string> Libraries);
