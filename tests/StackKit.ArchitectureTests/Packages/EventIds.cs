using System.Reflection;
using Microsoft.Extensions.Logging;

namespace StackKit.ArchitectureTests.Packages;

/// <summary>Reads the ids of the log messages of an assembly.</summary>
internal static class EventIds
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<EventIdUse> Read(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(Declared)
        let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
        where attribute is not null
        select new EventIdUse(assembly.GetName().Name!, $"{type.Name}.{method.Name}", attribute.EventId);
}
