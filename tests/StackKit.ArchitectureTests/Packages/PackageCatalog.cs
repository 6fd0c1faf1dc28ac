using System.Reflection;
using System.Xml.Linq;

namespace StackKit.ArchitectureTests.Packages;

/// <summary>All packages in <c>src</c>, found by their project files, so that a new one is under the rules from its first day.</summary>
internal static class PackageCatalog
{
    public static IReadOnlyList<Package> All { get; } = [.. Repository.PackageFolders.Select(Load)];

    private static Package Load(string folder)
    {
        string name = Path.GetFileName(folder);
        Assembly assembly = Assembly.Load(name);
        XDocument project = XDocument.Load(Path.Combine(folder, $"{name}.csproj"));
        IEnumerable<string> declared = project.Descendants("ProjectReference").Select(static item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value));
        IEnumerable<string> used = assembly.GetReferencedAssemblies().Select(static reference => reference.Name!).Where(static reference => IsOurs(reference));
        IEnumerable<string> libraries = project.Descendants("PackageReference").Where(static item => item.Attribute("PrivateAssets") is null).Select(static item => item.Attribute("Include")!.Value);
        return new Package(name, folder, assembly, new PackageLinks(name, [.. declared.Union(used, StringComparer.Ordinal).Order(StringComparer.Ordinal)], [.. libraries]));
    }

    private static bool IsOurs(string assembly) => assembly == "StackKit" || assembly.StartsWith("StackKit.", StringComparison.Ordinal);
}
