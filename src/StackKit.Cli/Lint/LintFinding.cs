namespace StackKit.Cli.Lint;

/// <summary>Something that was found in a file.</summary>
/// <param name="Path">The setting; empty when it is about the file as a whole.</param>
/// <param name="Line">The line, from 1; null when it is about no line.</param>
/// <param name="Column">The column, from 1; null when it is about no place.</param>
/// <param name="Text">What is wrong and what to write.</param>
/// <param name="IsNote">Whether nothing is wrong, but the application must register something.</param>
internal sealed record LintFinding(string Path, int? Line, int? Column, string Text, bool IsNote);
