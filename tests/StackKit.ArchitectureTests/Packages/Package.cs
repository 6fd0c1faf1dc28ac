using System.Reflection;

namespace StackKit.ArchitectureTests.Packages;

/// <summary>A package: its project file and what was built from it.</summary>
internal sealed record Package(string Name, string Folder, Assembly Assembly, PackageLinks Links);
