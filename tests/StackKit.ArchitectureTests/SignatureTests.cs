using StackKit.ArchitectureTests.Examples;
using StackKit.ArchitectureTests.Packages;
using StackKit.ArchitectureTests.Rules;

namespace StackKit.ArchitectureTests;

public sealed class SignatureTests
{
    [Fact]
    public void Signatures_OfEveryPackage_ShowNoForeignTypes() =>
        Assert.Empty(SignatureRules.FindViolations(PackageCatalog.All.SelectMany(static package => PublicSurface.Read(package.Assembly))));

    [Fact]
    public void Read_Yarp_SeesTheTypesOfItsSubject() =>
        Assert.Contains(PublicSurface.Read(PackageCatalog.All.Single(static package => package.Name == "StackKit.Routing.Yarp").Assembly), static type => type.Assembly == "Yarp.ReverseProxy");

    [Theory]
    [InlineData("StackKit.Deploy", "Polly.Core")]
    [InlineData("StackKit.Deploy", "Yarp.ReverseProxy")]
    [InlineData("StackKit.Routing", "System.IO.Hashing")]
    [InlineData("StackKit.Routing.Yarp", "YarpLike")]
    public void FindViolations_ForeignType_IsFound(string package, string assembly) =>
        Assert.Single(SignatureRules.FindViolations([new SignatureType(package, "Some.Member", "Foreign", assembly, InPlatform: false)]));

    [Theory]
    [InlineData("StackKit.Routing.Yarp", "Yarp.ReverseProxy", false)]
    [InlineData("StackKit.Deploy", "Microsoft.Extensions.Options", false)]
    [InlineData("StackKit.Deploy", "StackKit.Routing", false)]
    [InlineData("StackKit.Deploy", "System.Private.CoreLib", true)]
    public void FindViolations_KnownType_IsNotFound(string package, string assembly, bool inPlatform) =>
        Assert.Empty(SignatureRules.FindViolations([new SignatureType(package, "Some.Member", "Known", assembly, inPlatform)]));

    [Theory]
    [InlineData(nameof(ForeignTypes.Property))]
    [InlineData(nameof(ForeignTypes.Parameter))]
    [InlineData(nameof(ForeignTypes.NestedArgument))]
    [InlineData(nameof(ForeignTypes.Constraint))]
    [InlineData(nameof(ForeignTypes.Array))]
    public void FindViolations_ForeignTypeAnywhereInAMember_IsFound(string member)
    {
        string foreign = typeof(FactAttribute).Assembly.GetName().Name!;

        IEnumerable<SignatureType> types = PublicSurface.Read("StackKit.Deploy", [typeof(ForeignTypes)]).Where(type => type.Member.EndsWith(member, StringComparison.Ordinal));

        Assert.Contains(SignatureRules.FindViolations(types), violation => violation.Contains(foreign, StringComparison.Ordinal));
    }
}
