using System.IO.Compression;
using System.Xml.Linq;

namespace StackKit.PackageTests.Packing;

/// <summary>A package file that was read.</summary>
internal sealed record PackedPackage
{
    public required string Id { get; init; }

    public required string? License { get; init; }

    public required string? Readme { get; init; }

    public required string? Commit { get; init; }

    /// <summary>Gets a value indicating whether it is a program that <c>dotnet tool install</c> installs, with everything it needs.</summary>
    public bool IsTool { get; init; }

    public required IReadOnlyList<string> Files { get; init; }

    public required IReadOnlyList<string> SymbolFiles { get; init; }

    public required IReadOnlyDictionary<string, string> Dependencies { get; init; }

    public static PackedPackage Read(string folder, string id, string version)
    {
        string file = Path.Combine(folder, $"{id}.{version}.nupkg");
        using ZipArchive archive = ZipFile.OpenRead(file);
        using Stream stream = archive.GetEntry($"{id}.nuspec")!.Open();
        XElement metadata = XDocument.Load(stream).Root!.Elements().Single(static element => element.Name.LocalName == "metadata");
        XElement? license = Find(metadata, "license");
        return new PackedPackage
        {
            Id = id,
            License = license?.Attribute("type")?.Value == "expression" ? license.Value : null,
            Readme = Find(metadata, "readme")?.Value,
            Commit = Find(metadata, "repository")?.Attribute("commit")?.Value,
            IsTool = metadata.Descendants().Any(static element => element.Name.LocalName == "packageType" && element.Attribute("name")?.Value == "DotnetTool"),
            Files = [.. archive.Entries.Select(static entry => entry.FullName)],
            SymbolFiles = ReadSymbols(Path.ChangeExtension(file, ".snupkg")),
            Dependencies = metadata.Descendants().Where(static element => element.Name.LocalName == "dependency")
                .ToDictionary(static element => element.Attribute("id")!.Value, static element => element.Attribute("version")!.Value, StringComparer.Ordinal),
        };
    }

    private static IReadOnlyList<string> ReadSymbols(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        using ZipArchive archive = ZipFile.OpenRead(file);
        return [.. archive.Entries.Select(static entry => entry.FullName)];
    }

    private static XElement? Find(XElement metadata, string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);
}
