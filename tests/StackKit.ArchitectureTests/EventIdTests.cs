using StackKit.ArchitectureTests.Packages;
using StackKit.ArchitectureTests.Rules;

namespace StackKit.ArchitectureTests;

public sealed class EventIdTests
{
    private static readonly EventIdUse s_good = new("StackKit.Routing.Yarp", "VersionMiddleware.LogNoVersion", 130);

    [Fact]
    public void EventIds_OfEveryPackage_AreUniqueAndInTheirBlocks()
    {
        EventIdUse[] uses = [.. PackageCatalog.All.SelectMany(static package => EventIds.Read(package.Assembly))];

        Assert.Contains(uses, static use => use is { Package: "StackKit.Coordination", Id: 500 });
        Assert.Empty(EventIdRules.FindViolations(uses));
    }

    [Theory]
    [InlineData("StackKit.Routing", 99)]
    [InlineData("StackKit.Routing", 200)]
    [InlineData("StackKit.Deploy", 0)]
    [InlineData("StackKit.Deployment", 1000)]
    [InlineData("StackKit.Coordination.Sqlite", 1000)]
    [InlineData("StackKit.Webhooks", 4999)]
    public void FindViolations_OutsideOfTheBlock_IsFound(string package, int id) =>
        Assert.Single(EventIdRules.FindViolations([new EventIdUse(package, "Type.Method", id)]));

    [Fact]
    public void FindViolations_SameIdTwice_IsFound() =>
        Assert.Single(EventIdRules.FindViolations([s_good, s_good with { Package = "StackKit.Routing", Method = "Router.LogOther" }]));

    [Fact]
    public void FindViolations_DifferentIds_FindsNone() => Assert.Empty(EventIdRules.FindViolations([s_good, s_good with { Id = 131 }]));
}
