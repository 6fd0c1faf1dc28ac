using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace StackKit.ArchitectureTests.Packages;

/// <summary>Finds the methods that switch packages on, and calls them.</summary>
internal static class BuilderMethods
{
    public static IReadOnlyList<MethodInfo> Find() =>
    [
        .. PackageCatalog.All.SelectMany(static package => package.Assembly.GetExportedTypes())
            .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(static method => method.IsDefined(typeof(ExtensionAttribute), inherit: false))
            .Where(static method => Extended(method) == typeof(IStackKitBuilder) || Extended(method) == typeof(IServiceCollection)),
    ];

    public static BuilderMethod Describe(MethodInfo method) => new(
        method.DeclaringType!.Assembly.GetName().Name!, method.DeclaringType.Namespace ?? "", method.DeclaringType.Name, method.Name, Extended(method).Name, method.ReturnType.Name);

    /// <summary>Calls every method of every package, each of its overloads once.</summary>
    public static void CallAll(IServiceCollection services)
    {
        IStackKitBuilder builder = services.AddStackKit();
        foreach (MethodInfo method in Find().Where(static method => Extended(method) == typeof(IStackKitBuilder)))
        {
            object?[] arguments = [builder, .. method.GetParameters().Skip(1).Select(static parameter => Argument(parameter))];
            Assert.Same(builder, method.Invoke(null, arguments));
        }
    }

    private static Type Extended(MethodInfo method) => method.GetParameters()[0].ParameterType;

    private static object Argument(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        if (type == typeof(string))
        {
            return "name";
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Action<>))
        {
            MethodInfo set = typeof(BuilderMethods).GetMethod(nameof(SetWhatIsRequired), BindingFlags.NonPublic | BindingFlags.Static)!;
            return set.MakeGenericMethod(type.GetGenericArguments()).CreateDelegate(type);
        }

        throw new NotSupportedException($"Say here what to call {parameter.Member.Name} with: its parameter '{parameter.Name}' is of type {type}.");
    }

    // Options that cannot have a default; all others are left as they are.
    private static void SetWhatIsRequired<T>(T options)
    {
        typeof(T).GetProperty("FileName")?.SetValue(options, "program");
        typeof(T).GetProperty("Path")?.SetValue(options, "store.db");
    }
}
