using StackKit.ArchitectureTests.Packages;

namespace StackKit.ArchitectureTests.Rules;

/// <summary>Who may reference whom: features meet in the foundations only, providers reference what they plug into, and nothing references a provider.</summary>
internal static class ReferenceRules
{
    private static readonly string[] s_foundations = ["StackKit.Abstractions", "StackKit.Routing", "StackKit.Coordination"];

    private static readonly string[] s_features = ["StackKit.Deploy", "StackKit.Discovery", "StackKit.RedisHA", "StackKit.Metrics", "StackKit.Configuration"];

    private static readonly Dictionary<string, string[]> s_others = new(StringComparer.Ordinal)
    {
        ["StackKit.Abstractions"] = [],
        ["StackKit.Routing"] = ["StackKit.Abstractions"],
        ["StackKit.Coordination"] = ["StackKit.Abstractions"],
        ["StackKit.Webhooks"] = ["StackKit.Abstractions", "StackKit.Coordination"],
        ["StackKit.Cli"] = ["StackKit.Deploy"],
        ["StackKit.Testing"] = [.. s_foundations, .. s_features],
        ["StackKit"] = ["StackKit.Abstractions", "StackKit.Deploy", "StackKit.Discovery", "StackKit.RedisHA", "StackKit.Metrics"],
    };

    // A provider may build on the provider that speaks to the same server already.
    private static readonly Dictionary<string, string> s_sameServer = new(StringComparer.Ordinal)
    {
        ["StackKit.Routing.Yarp"] = "StackKit.Routing.AspNetCore",
    };

    public static IEnumerable<string> FindViolations(PackageLinks package)
    {
        IReadOnlyCollection<string>? allowed = FindAllowed(package.Name);
        if (allowed is null)
        {
            yield return $"{package.Name} is neither a known package nor a provider of one.";
            yield break;
        }

        foreach (string reference in package.StackKit.Where(reference => !allowed.Contains(reference, StringComparer.Ordinal)))
        {
            yield return $"{package.Name} must not reference {reference}.";
        }

        string[] clients = [.. package.Libraries.Where(static library => !IsPlatform(library))];
        if (ParentOf(package.Name) is not null && clients.Length > 1)
        {
            yield return $"{package.Name} is a provider with more than one client library: {string.Join(", ", clients)}.";
        }
    }

    private static IReadOnlyCollection<string>? FindAllowed(string name)
    {
        if (s_others.TryGetValue(name, out string[]? others))
        {
            return others;
        }

        if (s_features.Contains(name, StringComparer.Ordinal))
        {
            return s_foundations;
        }

        return ParentOf(name) is not string parent ? null
            : s_sameServer.TryGetValue(name, out string? same) ? [parent, same, .. s_foundations]
            : [parent, .. s_foundations];
    }

    private static string? ParentOf(string name)
    {
        string parent = name[..Math.Max(0, name.LastIndexOf('.'))];
        return s_foundations.Contains(parent, StringComparer.Ordinal) || s_features.Contains(parent, StringComparer.Ordinal) ? parent : null;
    }

    private static bool IsPlatform(string library) =>
        library.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || library.StartsWith("System.", StringComparison.Ordinal);
}
