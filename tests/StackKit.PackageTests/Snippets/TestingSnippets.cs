using StackKit.Testing;

namespace StackKit.PackageTests.Snippets;

public sealed class TestingSnippets
{
    // The first statements are enough to run what is shown; the whole suite runs elsewhere, on a fake clock.
    public static TheoryData<int> Numbers() => [.. EngineConformanceSuite.Statements.Take(3).Select(static statement => statement.Number)];

    // <snippet testing-engine>
    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Statement_MyEngine_Passes(int number)
    {
        ConformanceStatement<EngineFixture> statement = EngineConformanceSuite.Statements.Single(statement => statement.Number == number);
        await using MyFixture fixture = new();

        ConformanceResult result = await statement.TryAsync(fixture);

        Assert.True(result.Outcome == ConformanceOutcome.Passed, result.Reason);
    }
    // </snippet>

    public static TheoryData<int> PolicyNumbers() => [.. PoolPolicyConformanceSuite.Statements.Take(3).Select(static statement => statement.Number)];

    // <snippet testing-policy>
    [Theory]
    [MemberData(nameof(PolicyNumbers))]
    public async Task Statement_MyPolicy_Passes(int number)
    {
        ConformanceStatement<PoolPolicyFixture> statement = PoolPolicyConformanceSuite.Statements.Single(statement => statement.Number == number);

        ConformanceResult result = await statement.TryAsync(new MyPolicyFixture());

        Assert.True(result.Outcome != ConformanceOutcome.Failed, result.Reason);
    }
    // </snippet>
}
