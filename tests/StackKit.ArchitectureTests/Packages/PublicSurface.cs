using System.Reflection;

namespace StackKit.ArchitectureTests.Packages;

/// <summary>Collects the types in everything public or protected of an assembly.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string s_platform = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..")) + Path.DirectorySeparatorChar;

    public static IEnumerable<SignatureType> Read(Assembly assembly) => Read(assembly.GetName().Name!, assembly.GetExportedTypes());

    public static IEnumerable<SignatureType> Read(string package, IEnumerable<Type> types) =>
        from type in types
        from signature in Signatures(type)
        from part in Parts(signature.Type)
        select new SignatureType(package, $"{type.Name}.{signature.Member}", part.Name, part.Assembly.GetName().Name!, part.Assembly.Location.StartsWith(s_platform, StringComparison.Ordinal));

    private static IEnumerable<(string Member, Type Type)> Signatures(Type type)
    {
        IEnumerable<(string, Type)> bases = type.GetInterfaces().Append(type.BaseType).OfType<Type>().Select(static type => ("base", type));
        IEnumerable<(string, Type)> constraints = type.GetGenericArguments().SelectMany(static argument => argument.GetGenericParameterConstraints()).Select(static type => ("constraint", type));
        IEnumerable<(string, Type)> fields = type.GetFields(Declared).Where(static field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly).Select(static field => (field.Name, field.FieldType));
        IEnumerable<(string, Type)> methods = type.GetMembers(Declared).OfType<MethodBase>().Where(static method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly).SelectMany(static method => OfMethod(method));
        return [.. bases, .. constraints, .. fields, .. methods];
    }

    private static IEnumerable<(string Member, Type Type)> OfMethod(MethodBase method)
    {
        IEnumerable<Type> types = method.GetParameters().Select(static parameter => parameter.ParameterType);
        if (method is MethodInfo function)
        {
            types = types.Append(function.ReturnType).Concat(function.GetGenericArguments().SelectMany(static argument => argument.GetGenericParameterConstraints()));
        }

        return types.Select(type => (method.Name, type));
    }

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
        {
            return Parts(type.GetElementType()!);
        }

        return type.IsGenericParameter ? [] : type.IsGenericType ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(static argument => Parts(argument))] : [type];
    }
}
