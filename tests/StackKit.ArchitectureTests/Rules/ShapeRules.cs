using System.Reflection;

namespace StackKit.ArchitectureTests.Rules;

/// <summary>How public types are made: sealed unless made to be derived from, without fields, and without optional parameters that could not be added to.</summary>
internal static class ShapeRules
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> FindViolations(IEnumerable<Type> types) => types.SelectMany(static type => FindViolations(type));

    private static IEnumerable<string> FindViolations(Type type)
    {
        if (type.IsClass && !type.IsSealed && !type.IsAbstract)
        {
            yield return $"{type.FullName} is neither sealed nor abstract.";
        }

        foreach (FieldInfo field in type.GetFields(Declared).Where(static field => !field.IsLiteral && !field.DeclaringType!.IsEnum))
        {
            yield return $"{type.FullName}.{field.Name} is a public field.";
        }

        foreach (MethodBase method in type.GetMembers(Declared).OfType<MethodBase>())
        {
            foreach (ParameterInfo parameter in method.GetParameters().Where(static parameter => parameter.IsOptional && parameter.ParameterType != typeof(CancellationToken)))
            {
                yield return $"{type.FullName}.{method.Name}: the parameter {parameter.Name} is optional.";
            }
        }
    }
}
