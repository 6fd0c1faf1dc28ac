namespace StackKit.ArchitectureTests.Packages;

/// <summary>A public extension method of <c>IStackKitBuilder</c> or <c>IServiceCollection</c>.</summary>
internal sealed record BuilderMethod(string Package, string Namespace, string DeclaringType, string Name, string Extends, string Returns);
