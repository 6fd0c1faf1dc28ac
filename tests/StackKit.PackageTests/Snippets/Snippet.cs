namespace StackKit.PackageTests.Snippets;

/// <summary>A block of C# in a README.</summary>
/// <param name="Place">The file and the line.</param>
/// <param name="Name">What the comment above it calls it; null without one.</param>
/// <param name="Text">The code.</param>
internal sealed record Snippet(string Place, string? Name, string Text);
