using StackKit.PackageTests.Packing;
using StackKit.PackageTests.Running;

namespace StackKit.PackageTests;

[Collection(nameof(PackedCollection))]
public sealed class ToolTests(PackedFeed feed) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stackkit-tool-");

    [Fact]
    public async Task Tool_InstalledFromItsPackage_ChecksAPlan()
    {
        string config = Path.Combine(_folder.FullName, "nuget.config");
        await File.WriteAllTextAsync(config, $"""<configuration><packageSources><clear /><add key="packed" value="{feed.Folder}" /></packageSources></configuration>""");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "good.json"), """{ "StableVersion": "1" }""");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "bad.json"), """{ "StabelVersion": "1" }""");
        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            ["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "packages"),
            ["DOTNET_CLI_HOME"] = _folder.FullName,
        };

        await CommandLine.DotnetAsync(_folder.FullName, environment, "tool", "install", "StackKit.Cli", "--tool-path", "tools", "--version", feed.Version, "--configfile", config);
        string program = Directory.EnumerateFiles(Path.Combine(_folder.FullName, "tools"), "StackKit.Cli.dll", SearchOption.AllDirectories).Single();
        string good = await CommandLine.DotnetAsync(_folder.FullName, environment, program, "rollout", "lint", "good.json", "--service", "shop");
        InvalidOperationException bad = await Assert.ThrowsAsync<InvalidOperationException>(() => CommandLine.DotnetAsync(_folder.FullName, environment, program, "rollout", "lint", "bad.json", "--service", "shop"));

        Assert.Contains("good.json: good", good, StringComparison.Ordinal);
        Assert.Contains("did you mean StableVersion", bad.Message, StringComparison.Ordinal);
        Assert.Contains(Directory.EnumerateFiles(Path.Combine(_folder.FullName, "tools")), static file => Path.GetFileNameWithoutExtension(file) == "stackkit");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
