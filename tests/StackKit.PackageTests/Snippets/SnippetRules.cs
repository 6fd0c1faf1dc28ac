namespace StackKit.PackageTests.Snippets;

/// <summary>Whatever a README shows is code that is compiled.</summary>
internal static class SnippetRules
{
    public static IEnumerable<string> FindViolations(IEnumerable<Snippet> snippets, IReadOnlyDictionary<string, string> sources)
    {
        foreach (Snippet snippet in snippets)
        {
            if (snippet.Name is null)
            {
                yield return $"{snippet.Place}: the block has no <!-- snippet: name --> above it.";
            }
            else if (!sources.TryGetValue(snippet.Name, out string? source))
            {
                yield return $"{snippet.Place}: no file in tests or samples has the snippet '{snippet.Name}'.";
            }
            else if (Normalise(source) != Normalise(snippet.Text))
            {
                yield return $"{snippet.Place}: '{snippet.Name}' is not what is compiled.\nREADME:   {Normalise(snippet.Text)}\ncompiled: {Normalise(source)}";
            }
        }
    }

    private static string Normalise(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
