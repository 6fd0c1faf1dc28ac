using StackKit.ArchitectureTests.Packages;

namespace StackKit.ArchitectureTests.Rules;

/// <summary>Everything is switched on by <c>AddX</c> on one builder, found by one using, and no name means two things.</summary>
internal static class BuilderMethodRules
{
    private const string Namespace = "Microsoft.Extensions.DependencyInjection";

    public static IEnumerable<string> FindViolations(IEnumerable<BuilderMethod> methods)
    {
        BuilderMethod[] all = [.. methods];
        foreach (BuilderMethod method in all)
        {
            string where = $"{method.Package}: {method.DeclaringType}.{method.Name}";
            if (method.Namespace != Namespace)
            {
                yield return $"{where} is in namespace {method.Namespace}, not in {Namespace}.";
            }

            if (!method.Name.StartsWith("Add", StringComparison.Ordinal))
            {
                yield return $"{where} does not begin with Add.";
            }

            if (method.Extends == "IServiceCollection" && method.Name != "AddStackKit")
            {
                yield return $"{where} extends the service collection, not the builder.";
            }

            if (method.Returns != "IStackKitBuilder")
            {
                yield return $"{where} does not return the builder.";
            }
        }

        foreach (IGrouping<string, BuilderMethod> name in all.GroupBy(static method => method.Name, StringComparer.Ordinal))
        {
            string[] places = [.. name.Select(static method => $"{method.Package}: {method.DeclaringType}").Distinct(StringComparer.Ordinal)];
            if (places.Length > 1)
            {
                yield return $"{name.Key} is in {string.Join(" and in ", places)}.";
            }
        }
    }
}
