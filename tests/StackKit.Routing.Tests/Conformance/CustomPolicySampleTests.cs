using CustomPolicy;
using StackKit.Testing;
using static StackKit.Routing.Tests.RouterTesting;

namespace StackKit.Routing.Tests.Conformance;

public sealed class CustomPolicySampleTests
{
    public static TheoryData<int> Numbers => [.. PoolPolicyConformanceSuite.Statements.Select(statement => statement.Number)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Statement_BoundedLoad_Passes(int number)
    {
        ConformanceStatement<PoolPolicyFixture> statement = PoolPolicyConformanceSuite.Statements.Single(statement => statement.Number == number);

        ConformanceResult result = await statement.TryAsync(new BoundedLoadFixture());

        Assert.True(result.Outcome == ConformanceOutcome.Passed, $"{statement} {result.Outcome}: {result.Reason}");
    }

    [Theory]
    [InlineData("4.1", "stable")]
    [InlineData("4.2", "candidate")]
    [InlineData("10.0", "candidate")]
    [InlineData("4", "stable")]
    [InlineData("4.2.1", "stable")]
    [InlineData("-4.2", "stable")]
    [InlineData("99999999999.0", "stable")]
    public void Pick_ClientVersion_IsCompared(string version, string expected)
    {
        Router router = new("shop", new RouterEnvironment { RuleMatchers = [new ClientVersionMatcher()] });
        router.SetSplit(TwoVersions(1, 0) with { Rules = [new RouteRule { Name = "new", Version = "candidate", Custom = [new CustomMatch("client-version", "4.2")] }] });
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase) { ["X-Client-Version"] = version };

        Assert.Equal(expected, router.Pick(new RouteContext { Request = headers, Reader = new HeaderReader() }).Version);
    }
}
