namespace StackKit.ArchitectureTests.Packages;

/// <summary>A type that users of a package meet.</summary>
/// <param name="Package">The package.</param>
/// <param name="Member">The public member whose signature it is in.</param>
/// <param name="Type">The type.</param>
/// <param name="Assembly">Where the type comes from.</param>
/// <param name="InPlatform">Whether that is the shared framework of .NET or of ASP.NET Core.</param>
internal sealed record SignatureType(string Package, string Member, string Type, string Assembly, bool InPlatform);
