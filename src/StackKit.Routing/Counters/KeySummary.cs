namespace StackKit.Routing;

/// <summary>What a table of keys added up to.</summary>
/// <param name="Count">How many keys were seen.</param>
/// <param name="TopFailures">The failures of the key that failed most often.</param>
internal sealed record KeySummary(int Count, long TopFailures);
