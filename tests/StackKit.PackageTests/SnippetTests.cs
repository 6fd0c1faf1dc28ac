using StackKit.PackageTests.Snippets;

namespace StackKit.PackageTests;

public sealed class SnippetTests
{
    private const string Fence = "```";

    private static readonly Dictionary<string, string> s_sources = new(StringComparer.Ordinal) { ["one"] = "    int a = 1;\n    int b = 2;\n" };

    [Fact]
    public void Snippets_OfEveryReadme_AreCompiled()
    {
        IReadOnlyList<Snippet> snippets = SnippetReader.ReadAllMarkdown();

        Assert.Contains(snippets, static snippet => snippet.Name == "routing");
        Assert.Empty(SnippetRules.FindViolations(snippets, SnippetReader.ReadAllSources()));
    }

    [Fact]
    public void FindViolations_SameCode_FindsNone() =>
        Assert.Empty(Check($"Text.\n\n<!-- snippet: one -->\n{Fence}csharp\nint a = 1;\nint b = 2;\n{Fence}\n\n{Fence}json\n1\n{Fence}\n"));

    [Theory]
    [InlineData("", "int a = 1;\nint b = 2;", "has no <!-- snippet")]
    [InlineData("<!-- snippet: two -->", "int a = 1;\nint b = 2;", "no file")]
    [InlineData("<!-- snippet: one -->", "int a = 1;\nint b = 3;", "not what is compiled")]
    [InlineData("<!-- snippet: one -->", "int a = 1;", "not what is compiled")]
    public void FindViolations_WrongBlock_IsFound(string above, string code, string expected) =>
        Assert.Contains(expected, Assert.Single(Check($"{above}\n{Fence}csharp\n{code}\n{Fence}\n")), StringComparison.Ordinal);

    [Fact]
    public void ReadSource_TwoRegionsOfOneName_AreJoined()
    {
        IReadOnlyDictionary<string, string> found = SnippetReader.ReadSource("a.cs", "// <snippet x>\nint a;\n// </snippet>\nint hidden;\n// <snippet x>\nint b;\n// </snippet>\n");

        Assert.Equal(["int a;", "int b;"], found["x"].Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void ReadSource_RegionWithoutEnd_Throws() =>
        Assert.Throws<InvalidOperationException>(static () => SnippetReader.ReadSource("a.cs", "// <snippet x>\nint a;\n"));

    private static string[] Check(string markdown) => [.. SnippetRules.FindViolations(SnippetReader.ReadMarkdown("README.md", markdown), s_sources)];
}
