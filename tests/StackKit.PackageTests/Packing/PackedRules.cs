using StackKit.ArchitectureTests.Packages;

namespace StackKit.PackageTests.Packing;

/// <summary>What a package file must and must not hold.</summary>
internal static class PackedRules
{
    public static IEnumerable<string> FindViolations(PackedPackage package, PackageLinks links, string version, bool hasCode)
    {
        string library = package.IsTool ? $"tools/net10.0/any/{package.Id}" : $"lib/net10.0/{package.Id}";
        string[] expected = package.IsTool ? ["README.md", $"{library}.dll", "tools/net10.0/any/DotnetToolSettings.xml"] : hasCode ? ["README.md", $"{library}.dll", $"{library}.xml"] : ["README.md"];
        foreach (string file in expected.Except(package.Files, StringComparer.Ordinal))
        {
            yield return $"{package.Id} lacks {file}.";
        }

        foreach (string file in package.Files.Where(static file => file.StartsWith("lib/", StringComparison.Ordinal)).Except(expected, StringComparer.Ordinal))
        {
            yield return $"{package.Id} brings along {file}.";
        }

        if (hasCode && !package.SymbolFiles.Contains($"{library}.pdb", StringComparer.Ordinal))
        {
            yield return $"{package.Id} has no symbols.";
        }

        if (package.License != "MIT")
        {
            yield return $"{package.Id} has the licence '{package.License}'.";
        }

        if (package.Readme != "README.md")
        {
            yield return $"{package.Id} does not show its README.";
        }

        string[] wanted = [.. links.StackKit, .. links.Libraries];
        foreach (string dependency in package.Dependencies.Keys.Except(wanted, StringComparer.Ordinal))
        {
            yield return $"{package.Id} depends on {dependency}, which it does not reference.";
        }

        foreach ((string dependency, string of) in package.Dependencies.Where(pair => pair.Key.StartsWith("StackKit", StringComparison.Ordinal) && pair.Value != version))
        {
            yield return $"{package.Id} depends on {dependency} {of}, not {version}.";
        }
    }
}
