using StackKit.ArchitectureTests.Examples;
using StackKit.ArchitectureTests.Packages;
using StackKit.ArchitectureTests.Rules;

namespace StackKit.ArchitectureTests;

public sealed class ShapeTests
{
    private static readonly Type[] s_public = [.. PackageCatalog.All.SelectMany(static package => package.Assembly.GetExportedTypes())];

    [Fact]
    public void PublicTypes_OfEveryPackage_AreClosed() => Assert.Empty(ShapeRules.FindViolations(s_public));

    [Fact]
    public void Interfaces_OfEveryPackage_CanBeCancelled() => Assert.Empty(InterfaceRules.FindViolations(s_public));

    [Fact]
    public void PublicTypes_OfTheMetaPackage_DoNotExist() =>
        Assert.Empty(PackageCatalog.All.Single(static package => package.Name == "StackKit").Assembly.GetTypes());

    [Theory]
    [InlineData(typeof(OpenType))]
    [InlineData(typeof(OpenRecord))]
    [InlineData(typeof(FieldType))]
    [InlineData(typeof(OptionalType))]
    public void FindViolations_OpenType_IsFound(Type type) => Assert.Single(ShapeRules.FindViolations([type]));

    [Theory]
    [InlineData(typeof(ClosedType))]
    [InlineData(typeof(IGoodToken))]
    [InlineData(typeof(DayOfWeek))]
    public void FindViolations_ClosedType_IsNotFound(Type type) => Assert.Empty(ShapeRules.FindViolations([type]));

    [Theory]
    [InlineData(typeof(IDefaultToken))]
    [InlineData(typeof(INoToken))]
    public void FindViolations_InterfaceWithoutToken_IsFound(Type type) => Assert.Single(InterfaceRules.FindViolations([type]));

    [Fact]
    public void FindViolations_InterfaceWithToken_IsNotFound() => Assert.Empty(InterfaceRules.FindViolations([typeof(IGoodToken)]));
}
