using StackKit.ArchitectureTests.Packages;
using StackKit.ArchitectureTests.Rules;

namespace StackKit.ArchitectureTests;

public sealed class ReferenceTests
{
    [Fact]
    public void References_OfEveryPackage_AreAllowed() =>
        Assert.Empty(PackageCatalog.All.SelectMany(static package => ReferenceRules.FindViolations(package.Links)));

    [Fact]
    public void References_OfDeploy_AreRead()
    {
        PackageLinks deploy = PackageCatalog.All.Single(static package => package.Name == "StackKit.Deploy").Links;

        Assert.Equal(["StackKit.Abstractions", "StackKit.Coordination", "StackKit.Routing"], deploy.StackKit, StringComparer.Ordinal);
        Assert.Contains("Polly.Core", deploy.Libraries, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("StackKit.Deploy", "StackKit.Metrics")]
    [InlineData("StackKit.Discovery", "StackKit.Deploy")]
    [InlineData("StackKit.Configuration", "StackKit.RedisHA")]
    [InlineData("StackKit.Deploy", "StackKit.Routing.Yarp")]
    [InlineData("StackKit.Routing", "StackKit.Coordination")]
    [InlineData("StackKit.Abstractions", "StackKit.Routing")]
    [InlineData("StackKit.Deploy.Processes", "StackKit.Routing.Yarp")]
    [InlineData("StackKit.Coordination.Sqlite", "StackKit.Deploy")]
    [InlineData("StackKit.Webhooks", "StackKit.Deploy")]
    [InlineData("StackKit.Webhooks", "StackKit.Coordination.Sqlite")]
    [InlineData("StackKit", "StackKit.Routing.Yarp")]
    [InlineData("StackKit.Testing", "StackKit.Deploy.Processes")]
    public void FindViolations_ForbiddenReference_IsFound(string package, string reference) =>
        Assert.Equal([$"{package} must not reference {reference}."], ReferenceRules.FindViolations(new PackageLinks(package, [reference], [])), StringComparer.Ordinal);

    [Theory]
    [InlineData("StackKit.Deploy", "StackKit.Coordination")]
    [InlineData("StackKit.Deploy.Processes", "StackKit.Deploy")]
    [InlineData("StackKit.Routing.Yarp", "StackKit.Routing.AspNetCore")]
    [InlineData("StackKit", "StackKit.Deploy")]
    public void FindViolations_AllowedReference_IsNotFound(string package, string reference) =>
        Assert.Empty(ReferenceRules.FindViolations(new PackageLinks(package, [reference], [])));

    [Fact]
    public void FindViolations_UnknownPackage_IsFound() =>
        Assert.Single(ReferenceRules.FindViolations(new PackageLinks("StackKit.Helpers", [], [])));

    [Fact]
    public void FindViolations_ProviderWithTwoClients_IsFound()
    {
        PackageLinks two = new("StackKit.Coordination.Etcd", ["StackKit.Coordination"], ["dotnet-etcd", "Grpc.Net.Client", "Microsoft.Extensions.Options"]);

        Assert.Single(ReferenceRules.FindViolations(two));
    }
}
