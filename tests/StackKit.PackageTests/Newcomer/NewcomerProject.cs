using System.Text.Json;
using StackKit.ArchitectureTests.Packages;
using StackKit.PackageTests.Packing;
using StackKit.PackageTests.Running;
using StackKit.PackageTests.Snippets;

namespace StackKit.PackageTests.Newcomer;

/// <summary>A web project as somebody would write it who has only the README and the packages.</summary>
internal sealed class NewcomerProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stackkit-newcomer-");

    private NewcomerProject()
    {
    }

    /// <summary>Gets the program, once it is built.</summary>
    public string Program => Path.Combine(_folder.FullName, "out", "Newcomer.dll");

    public string Folder => _folder.FullName;

    public static async Task<NewcomerProject> BuildAsync(PackedFeed feed, IReadOnlyDictionary<string, string?> settings)
    {
        NewcomerProject project = new();
        try
        {
            await project.WriteAsync(feed, settings);
            Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["NUGET_PACKAGES"] = Path.Combine(project.Folder, "packages") };
            await CommandLine.DotnetAsync(project.Folder, environment, "build", "-c", "Release", "-o", "out", "-nodeReuse:false", "-p:UseSharedCompilation=false");
            return project;
        }
        catch
        {
            project.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // The README's program where it shows one, else the one that it will be held to.
    private static string ReadProgram() =>
        SnippetReader.ReadAllMarkdown().FirstOrDefault(static snippet => snippet.Name == "newcomer")?.Text
        ?? File.ReadAllText(Path.Combine(Repository.Root, "tests", "StackKit.PackageTests", "Newcomer", "Program.cs.txt"));

    private async Task WriteAsync(PackedFeed feed, IReadOnlyDictionary<string, string?> settings)
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "Program.cs"), ReadProgram());
        await File.WriteAllTextAsync(Path.Combine(Folder, "appsettings.json"), JsonSerializer.Serialize(settings));
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{feed.Folder}" />
              </packageSources>
            </configuration>
            """);
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "Newcomer.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="StackKit.Deploy" Version="{feed.Version}" />
                <PackageReference Include="StackKit.Routing.Yarp" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);
    }
}
