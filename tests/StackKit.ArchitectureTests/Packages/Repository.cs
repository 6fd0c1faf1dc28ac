namespace StackKit.ArchitectureTests.Packages;

/// <summary>Where the source is that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>Gets the folder of the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>Gets the folders of the packages, in the order of their names.</summary>
    public static IReadOnlyList<string> PackageFolders { get; } =
        [.. Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(static file => Path.GetDirectoryName(file)!).Order(StringComparer.Ordinal)];

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "StackKit.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"There is no StackKit.sln above {AppContext.BaseDirectory}.");
    }
}
