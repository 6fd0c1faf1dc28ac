using StackKit.ArchitectureTests.Packages;

namespace StackKit.ArchitectureTests.Rules;

/// <summary>A third-party type is in a public signature only where it is the package's subject, so that a library can be replaced without breaking users.</summary>
internal static class SignatureRules
{
    private static readonly string[] s_everywhere = ["StackKit", "Microsoft.Extensions", "Microsoft.AspNetCore"];

    private static readonly Dictionary<string, string> s_subjects = new(StringComparer.Ordinal)
    {
        ["StackKit.Routing.Yarp"] = "Yarp",
    };

    public static IEnumerable<string> FindViolations(IEnumerable<SignatureType> types) =>
        types.Where(static type => !IsAllowed(type)).Select(static type => $"{type.Package}: {type.Member} shows {type.Type} of {type.Assembly}.").Distinct(StringComparer.Ordinal);

    private static bool IsAllowed(SignatureType type) =>
        type.InPlatform
        || s_everywhere.Any(name => IsOf(type.Assembly, name))
        || (s_subjects.TryGetValue(type.Package, out string? subject) && IsOf(type.Assembly, subject));

    private static bool IsOf(string assembly, string name) => assembly == name || assembly.StartsWith($"{name}.", StringComparison.Ordinal);
}
