using StackKit.Testing;

namespace StackKit.Coordination.Tests.Conformance;

public sealed class InMemoryEngineConformanceTests
{
    private static readonly int[] NotApplicable = [80, 81, 82, 83, 90, 91, 92];

    public static TheoryData<int, string> Applicable()
    {
        TheoryData<int, string> data = [];
        foreach (ConformanceStatement<EngineFixture> statement in EngineConformanceSuite.Statements.Where(static statement => !NotApplicable.Contains(statement.Number)))
        {
            data.Add(statement.Number, statement.Text);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Applicable))]
    public async Task Statement_InMemoryEngine_Passes(int number, string text)
    {
        ConformanceStatement<EngineFixture> statement = EngineConformanceSuite.Statements.Single(statement => statement.Number == number);
        await using InMemoryFixture fixture = new();

        ConformanceResult result = await statement.TryAsync(fixture);

        Assert.True(result.Outcome == ConformanceOutcome.Passed, $"{text} {result.Outcome}: {result.Reason}");
    }

    [Fact]
    public async Task Suite_InMemoryEngine_LeavesOutExactlyWhatNeedsOtherProcesses()
    {
        List<int> numbers = [];

        foreach (ConformanceStatement<EngineFixture> statement in EngineConformanceSuite.Statements.Where(static statement => statement.Requires.Length > 0))
        {
            await using InMemoryFixture fixture = new();
            ConformanceResult result = await statement.TryAsync(fixture);
            Assert.Equal(ConformanceOutcome.NotApplicable, result.Outcome);
            Assert.Contains(statement.Requires, result.Reason, StringComparison.Ordinal);
            numbers.Add(statement.Number);
        }

        Assert.Equal(NotApplicable, numbers);
    }

    [Fact]
    public void Statements_Always_HaveAscendingNumbersAndDifferentTexts()
    {
        int[] numbers = [.. EngineConformanceSuite.Statements.Select(static statement => statement.Number)];

        Assert.Equal(numbers.Distinct().Order(), numbers);
        Assert.Equal(numbers.Length, EngineConformanceSuite.Statements.Select(static statement => statement.Text).Distinct(StringComparer.Ordinal).Count());
    }
}
