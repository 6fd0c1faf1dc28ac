namespace StackKit.Routing;

/// <summary>A condition of a rule that an <see cref="IRuleMatcher"/> of the application decides.</summary>
/// <param name="Matcher">The name of the matcher.</param>
/// <param name="Value">What it is to compare with, in its own form: at most 4,096 characters.</param>
public sealed record CustomMatch(string Matcher, string Value);
