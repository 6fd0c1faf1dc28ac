using StackKit.ArchitectureTests.Packages;
using StackKit.ArchitectureTests.Rules;

namespace StackKit.ArchitectureTests;

public sealed class FileTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("stackkit-files-").FullName, "StackKit.Example");

    public FileTests()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "README.md"), "# StackKit.Example\n");
        File.WriteAllText(Path.Combine(_folder, "CHANGELOG.md"), "# StackKit.Example\n");
        File.WriteAllText(Path.Combine(_folder, "PublicAPI.Shipped.txt"), "");
        File.WriteAllText(Path.Combine(_folder, "PublicAPI.Unshipped.txt"), "");
    }

    [Fact]
    public void Files_OfEveryPackage_AreThere() =>
        Assert.Empty(PackageCatalog.All.SelectMany(static package => FileRules.FindViolations(package.Folder, hasCode: package.Name != "StackKit")));

    [Fact]
    public void FindViolations_AllFiles_FindsNone() => Assert.Empty(FileRules.FindViolations(_folder, hasCode: true));

    [Theory]
    [InlineData("README.md")]
    [InlineData("CHANGELOG.md")]
    [InlineData("PublicAPI.Shipped.txt")]
    [InlineData("PublicAPI.Unshipped.txt")]
    public void FindViolations_MissingFile_IsFound(string file)
    {
        File.Delete(Path.Combine(_folder, file));

        Assert.Equal([$"StackKit.Example has no {file}."], FileRules.FindViolations(_folder, hasCode: true), StringComparer.Ordinal);
    }

    [Fact]
    public void FindViolations_ReadmeOfAnotherPackage_IsFound()
    {
        File.WriteAllText(Path.Combine(_folder, "README.md"), "# StackKit.Other\n");

        Assert.Single(FileRules.FindViolations(_folder, hasCode: true));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
}
