using System.Globalization;
using StackKit.ArchitectureTests.Packages;
using StackKit.PackageTests.Running;

namespace StackKit.PackageTests.Packing;

/// <summary>A folder with all packages, packed from what was built together with these tests.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stackkit-feed-");

    /// <summary>Gets the version of the packages; a new one in each run, so that nothing older can be taken for it.</summary>
    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.0.1-test.{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}");

    /// <summary>Gets the folder.</summary>
    public string Folder => _folder.FullName;

    private static string Configuration =>
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    /// <inheritdoc/>
    public Task InitializeAsync() => CommandLine.DotnetAsync(
        Repository.Root,
        new Dictionary<string, string>(StringComparer.Ordinal),
        "pack", "StackKit.sln", "-c", Configuration, "--no-build", "-nodeReuse:false", $"-p:MinVerVersionOverride={Version}", "-o", Folder);

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}
