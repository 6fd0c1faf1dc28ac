using System.Text;
using StackKit.ArchitectureTests.Packages;

namespace StackKit.PackageTests.Snippets;

/// <summary>Reads blocks of C# from READMEs, and the regions of compiled files that they must be equal to.</summary>
internal static class SnippetReader
{
    private const string Marker = "<!-- snippet: ";

    private static readonly string[] s_lineEnds = ["\r\n", "\n"];

    /// <summary>Reads a README. A block is named by a comment on the line above it: <c>&lt;!-- snippet: name --&gt;</c>.</summary>
    public static IEnumerable<Snippet> ReadMarkdown(string file, string markdown)
    {
        string[] lines = markdown.Split(s_lineEnds, StringSplitOptions.None);
        for (int i = 0; i < lines.Length; i++)
        {
            string fence = lines[i].Trim();
            if (!fence.StartsWith("```csharp", StringComparison.OrdinalIgnoreCase) && !fence.StartsWith("```cs", StringComparison.OrdinalIgnoreCase) && !fence.StartsWith("```c#", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            int end = Array.FindIndex(lines, i + 1, static line => line.Trim() == "```");
            end = end < 0 ? lines.Length : end;
            string above = i == 0 ? "" : lines[i - 1].Trim();
            string? name = above.StartsWith(Marker, StringComparison.Ordinal) && above.EndsWith(" -->", StringComparison.Ordinal) ? above[Marker.Length..^4].Trim() : null;
            yield return new Snippet($"{file}:{i + 1}", name, string.Join('\n', lines[(i + 1)..end]));
            i = end;
        }
    }

    /// <summary>Reads a source file. Regions of the same name are one snippet, so that a test can say in between what a reader need not see.</summary>
    public static IReadOnlyDictionary<string, string> ReadSource(string file, string source)
    {
        Dictionary<string, StringBuilder> found = new(StringComparer.Ordinal);
        StringBuilder? current = null;
        foreach (string line in source.Split(s_lineEnds, StringSplitOptions.None))
        {
            string text = line.Trim();
            if (text == "// </snippet>")
            {
                current = null;
            }
            else if (text.StartsWith("// <snippet ", StringComparison.Ordinal) && text.EndsWith('>'))
            {
                string name = text["// <snippet ".Length..^1];
                current = found.TryGetValue(name, out StringBuilder? before) ? before : found[name] = new StringBuilder();
            }
            else
            {
                current?.AppendLine(line);
            }
        }

        return current is null
            ? found.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToString(), StringComparer.Ordinal)
            : throw new InvalidOperationException($"{file} has a snippet without an end.");
    }

    /// <summary>Reads the READMEs of the repository, of its packages and of its samples.</summary>
    public static IReadOnlyList<Snippet> ReadAllMarkdown() =>
    [
        .. Repository.PackageFolders.Append(Repository.Root).Concat(Samples()).Select(static folder => Path.Combine(folder, "README.md")).Where(File.Exists)
            .SelectMany(static file => ReadMarkdown(Path.GetRelativePath(Repository.Root, file), File.ReadAllText(file))),
    ];

    /// <summary>Reads all source files of tests and samples, and the newcomer's program, which its own test compiles.</summary>
    public static IReadOnlyDictionary<string, string> ReadAllSources()
    {
        Dictionary<string, string> all = new(StringComparer.Ordinal);
        foreach (string file in SourceFiles())
        {
            foreach ((string name, string text) in ReadSource(file, File.ReadAllText(file)))
            {
                if (!all.TryAdd(name, text))
                {
                    throw new InvalidOperationException($"There are two snippets '{name}'; the second is in {file}.");
                }
            }
        }

        return all;
    }

    private static IEnumerable<string> Samples()
    {
        string samples = Path.Combine(Repository.Root, "samples");
        return Directory.Exists(samples) ? Directory.GetDirectories(samples).Order(StringComparer.Ordinal).Prepend(samples) : [];
    }

    private static IEnumerable<string> SourceFiles() =>
        new[] { "tests", "samples" }.Select(static folder => Path.Combine(Repository.Root, folder)).Where(Directory.Exists)
            .SelectMany(static folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(folder, "*.cs.txt", SearchOption.AllDirectories)))
            .Where(static file => !Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"))
            .Where(static file => Path.GetFileName(file) is not ("SnippetReader.cs" or "SnippetTests.cs"))
            .Order(StringComparer.Ordinal);
}
