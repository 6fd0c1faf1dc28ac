using StackKit.ArchitectureTests.Packages;

namespace StackKit.ArchitectureTests.Rules;

/// <summary>An event id says one thing only, and its number says which family of packages wrote it.</summary>
internal static class EventIdRules
{
    private static readonly (string Family, int First, int Last)[] s_blocks =
    [
        ("StackKit.Routing", 100, 199),
        ("StackKit.Coordination", 500, 599),
        ("StackKit.Deploy", 1000, 1999),
        ("StackKit.RedisHA", 2000, 2999),
        ("StackKit.Discovery", 3000, 3999),
        ("StackKit.Metrics", 4000, 4999),
        ("StackKit.Webhooks", 5000, 5999),
    ];

    public static IEnumerable<string> FindViolations(IEnumerable<EventIdUse> uses)
    {
        EventIdUse[] all = [.. uses];
        foreach (EventIdUse use in all.Where(static use => !IsInBlock(use)))
        {
            yield return $"{use.Package}: {use.Method} has the event id {use.Id}, which is not in its block.";
        }

        foreach (IGrouping<int, EventIdUse> same in all.GroupBy(static use => use.Id).Where(static group => group.Count() > 1))
        {
            yield return $"The event id {same.Key} belongs to {string.Join(" and to ", same.Select(static use => $"{use.Package}: {use.Method}"))}.";
        }
    }

    private static bool IsInBlock(EventIdUse use) =>
        s_blocks.Any(block => (use.Package == block.Family || use.Package.StartsWith($"{block.Family}.", StringComparison.Ordinal)) && use.Id >= block.First && use.Id <= block.Last);
}
