using System.Diagnostics;
using StackKit.ArchitectureTests.Packages;
using StackKit.PackageTests.Packing;
using StackKit.PackageTests.Running;

namespace StackKit.PackageTests;

[Collection(nameof(PackedCollection))]
public sealed class PackedPackageTests(PackedFeed feed)
{
    private static readonly PackageLinks s_links = new("StackKit.Example", ["StackKit.Abstractions"], ["Polly.Core"]);

    private static readonly PackedPackage s_good = new()
    {
        Id = "StackKit.Example",
        License = "MIT",
        Readme = "README.md",
        Commit = null,
        Files = ["README.md", "lib/net10.0/StackKit.Example.dll", "lib/net10.0/StackKit.Example.xml"],
        SymbolFiles = ["lib/net10.0/StackKit.Example.pdb"],
        Dependencies = new Dictionary<string, string>(StringComparer.Ordinal) { ["StackKit.Abstractions"] = "1.0.0", ["Polly.Core"] = "8.0.0" },
    };

    [Fact]
    public void Packages_All_HoldWhatTheyMust() =>
        Assert.Empty(PackageCatalog.All.SelectMany(package => PackedRules.FindViolations(Read(package), package.Links, feed.Version, hasCode: package.Name != "StackKit")));

    [Fact]
    public void Packages_All_DependOnWhatTheirProjectsReference() => Assert.All(
        PackageCatalog.All.Where(package => !Read(package).IsTool),
        package => Assert.Superset(new HashSet<string>(package.Links.Libraries, StringComparer.Ordinal), new HashSet<string>(Read(package).Dependencies.Keys, StringComparer.Ordinal)));

    [Fact]
    public async Task Packages_FromAWorkTree_NameTheirCommit()
    {
        string? head = await ReadHeadAsync();

        Assert.All(PackageCatalog.All, package => Assert.Equal(head, Read(package).Commit));
    }

    [Fact]
    public void FindViolations_GoodPackage_FindsNone() => Assert.Empty(PackedRules.FindViolations(s_good, s_links, "1.0.0", hasCode: true));

    [Fact]
    public void Packages_OfTheCommandLine_AreATool() => Assert.True(Read(PackageCatalog.All.Single(static package => package.Name == "StackKit.Cli")).IsTool);

    [Fact]
    public void FindViolations_LibraryThatSaysItIsATool_IsFound() =>
        Assert.Contains("lacks tools/net10.0/any/DotnetToolSettings.xml", string.Join(' ', PackedRules.FindViolations(s_good with { IsTool = true }, s_links, "1.0.0", hasCode: true)), StringComparison.Ordinal);

    [Fact]
    public void FindViolations_NoDocumentation_IsFound() => Expect("lacks", s_good with { Files = ["README.md", "lib/net10.0/StackKit.Example.dll"] });

    [Fact]
    public void FindViolations_ForeignAssembly_IsFound() => Expect("brings along", s_good with { Files = [.. s_good.Files, "lib/net10.0/Polly.Core.dll"] });

    [Fact]
    public void FindViolations_NoSymbols_IsFound() => Expect("no symbols", s_good with { SymbolFiles = [] });

    [Fact]
    public void FindViolations_OtherLicence_IsFound() => Expect("licence", s_good with { License = "GPL-3.0-only" });

    [Fact]
    public void FindViolations_NoReadme_IsFound() => Expect("README", s_good with { Readme = null });

    [Fact]
    public void FindViolations_ForeignDependency_IsFound() =>
        Expect("does not reference", s_good with { Dependencies = new Dictionary<string, string>(StringComparer.Ordinal) { ["MinVer"] = "8.0.0" } });

    [Fact]
    public void FindViolations_OtherVersionOfItsOwn_IsFound() =>
        Expect("not 1.0.0", s_good with { Dependencies = new Dictionary<string, string>(StringComparer.Ordinal) { ["StackKit.Abstractions"] = "0.9.0" } });

    private static void Expect(string words, PackedPackage package) =>
        Assert.Contains(words, Assert.Single(PackedRules.FindViolations(package, s_links, "1.0.0", hasCode: true)), StringComparison.Ordinal);

    private static async Task<string?> ReadHeadAsync()
    {
        using Process? git = Process.Start(CommandLine.Describe("git", Repository.Root, new Dictionary<string, string>(StringComparer.Ordinal), "rev-parse", "HEAD"));
        string head = await git!.StandardOutput.ReadToEndAsync();
        await git.WaitForExitAsync();
        return git.ExitCode == 0 ? head.Trim() : null;
    }

    private PackedPackage Read(Package package) => PackedPackage.Read(feed.Folder, package.Name, feed.Version);
}
