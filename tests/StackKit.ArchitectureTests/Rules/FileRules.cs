namespace StackKit.ArchitectureTests.Rules;

/// <summary>What lies beside the code of a package.</summary>
internal static class FileRules
{
    public static IEnumerable<string> FindViolations(string folder, bool hasCode)
    {
        string[] wanted = hasCode ? ["README.md", "CHANGELOG.md", "PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt"] : ["README.md", "CHANGELOG.md"];
        string name = Path.GetFileName(folder);
        foreach (string file in wanted.Where(file => !File.Exists(Path.Combine(folder, file))))
        {
            yield return $"{name} has no {file}.";
        }

        foreach (string file in wanted.Where(static file => file.EndsWith(".md", StringComparison.Ordinal)).Where(file => File.Exists(Path.Combine(folder, file))))
        {
            if (File.ReadLines(Path.Combine(folder, file)).FirstOrDefault() != $"# {name}")
            {
                yield return $"The first line of {name}/{file} is not '# {name}'.";
            }
        }
    }
}
