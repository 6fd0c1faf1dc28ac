using System.Reflection;

namespace StackKit.ArchitectureTests.Rules;

/// <summary>What users implement can always be cancelled: asynchronous methods take a token as their last parameter, and nobody can forget to pass it.</summary>
internal static class InterfaceRules
{
    private static readonly Type[] s_asynchronous = [typeof(Task), typeof(ValueTask), typeof(Task<>), typeof(ValueTask<>), typeof(IAsyncEnumerable<>)];

    public static IEnumerable<string> FindViolations(IEnumerable<Type> types)
    {
        foreach (MethodInfo method in types.Where(static type => type.IsInterface).SelectMany(static type => type.GetMethods()).Where(static method => !method.IsSpecialName && IsAsynchronous(method.ReturnType)))
        {
            ParameterInfo? last = method.GetParameters().LastOrDefault();
            if (last?.ParameterType != typeof(CancellationToken))
            {
                yield return $"{method.DeclaringType!.FullName}.{method.Name} does not end in a cancellation token.";
            }
            else if (last.IsOptional)
            {
                yield return $"{method.DeclaringType!.FullName}.{method.Name} has a default for its cancellation token.";
            }
        }
    }

    private static bool IsAsynchronous(Type type) => s_asynchronous.Contains(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
}
